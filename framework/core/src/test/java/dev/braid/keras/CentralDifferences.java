package dev.braid.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.ops.Tape;
import dev.braid.ops.Value;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares the gradient of a formula with central differences. */
public final class CentralDifferences {
  private CentralDifferences() {}

  /** The gradient of the sum of a formula's results. */
  public static INDArray of(UnaryOperator<Value> formula, INDArray at, INDArray weights) {
    Tape tape = new Tape();
    Value x = tape.variable(at);
    Value y = formula.apply(x);
    y.addGradient(weights == null ? y.array().ulike().assign(1) : weights);
    tape.backward();
    return x.gradient() == null ? at.ulike().assign(0) : x.gradient();
  }

  /** Compares every element; the array must consist of doubles at differentiable points. */
  public static void check(UnaryOperator<Value> formula, INDArray at) {
    INDArray gradient = of(formula, at, null);
    for (long i = 0; i < at.length(); i++) {
      double x = at.getDouble(i);
      double step = 1e-6 * Math.max(1, Math.abs(x));
      at.putScalar(i, x + step);
      double up = total(formula, at);
      at.putScalar(i, x - step);
      double down = total(formula, at);
      at.putScalar(i, x);
      double expected = (up - down) / (2 * step);
      assertThat(gradient.getDouble(i))
          .as("element %d at %s", i, x)
          .isCloseTo(expected, within(1e-5 * Math.max(1, Math.abs(expected))));
    }
  }

  private static double total(UnaryOperator<Value> formula, INDArray at) {
    return formula.apply(Value.constant(at)).array().sumNumber().doubleValue();
  }
}
