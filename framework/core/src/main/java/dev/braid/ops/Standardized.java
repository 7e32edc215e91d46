package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Values normalized to mean 0 and variance 1 along axes.
 *
 * @param value the normalized values, which gradients flow through
 * @param mean the subtracted mean; the axes keep size 1; no gradient flows
 * @param variance the population variance; the axes keep size 1; no gradient flows
 */
public record Standardized(Value value, Value mean, Value variance) {
  /** Divides by the root of variance and epsilon. */
  public static Standardized of(Value x, double epsilon, int... axes) {
    return x instanceof ArrayValue ? computed(x, epsilon, axes) : composed(x, epsilon, axes);
  }

  private static Standardized composed(Value x, double epsilon, int... axes) {
    Value mean = x.mean(true, axes);
    Value centered = x.subtract(mean);
    Value variance = centered.square().mean(true, axes);
    return new Standardized(centered.divide(variance.add(epsilon).sqrt()), mean, variance);
  }

  private static Standardized computed(Value x, double epsilon, int... axes) {
    int[] reduced = ArrayMath.axes(axes, x.rank());
    long count = 1;
    for (int axis : reduced) {
      count *= x.size(axis);
    }
    double weight = 1.0 / count;
    INDArray mean = x.array().sum(true, reduced).muli(weight);
    INDArray out = ArrayMath.subtract(x.array(), mean);
    INDArray squares = ArrayMath.like(out);
    Nd4j.getExecutioner().exec(new Square(out, squares));
    INDArray variance = squares.sum(true, reduced).muli(weight);
    INDArray inverse = variance.add(epsilon);
    inverse = NativeFunctions.sqrt(inverse).rdivi(1);
    out = ArrayMath.multiply(out, inverse);
    return new Standardized(
        primitive(x, out, inverse, weight, reduced),
        Value.constant(mean),
        Value.constant(variance));
  }

  /**
   * Creates the differentiable value; mean and variance depend on the input too, so their
   * contribution is subtracted from the gradient.
   */
  private static Value primitive(
      Value x, INDArray out, INDArray inverse, double weight, int... reduced) {
    return Value.primitive(
        out,
        List.of(x),
        g -> {
          INDArray along = ArrayMath.multiply(g, out).sum(true, reduced).muli(weight);
          INDArray level = g.sum(true, reduced).muli(weight);
          INDArray back = ArrayMath.subtract(g, ArrayMath.multiply(out, along));
          back = ArrayMath.subtract(back, level);
          return new INDArray[] {ArrayMath.multiply(back, inverse)};
        });
  }
}
