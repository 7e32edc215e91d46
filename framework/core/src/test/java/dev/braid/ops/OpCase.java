package dev.braid.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An operation whose gradient is compared with central differences, in double precision.
 *
 * @param name operation and options
 * @param formula from the inputs to the result
 * @param shapes of the inputs, which are random values
 */
record OpCase(String name, Function<List<Value>, Value> formula, long[]... shapes) {
  private static final double STEP = 1e-6;

  static long[] s(long... shape) {
    return shape;
  }

  void run() {
    Nd4j.getRandom().setSeed(7);
    INDArray[] arrays = new INDArray[shapes.length];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = Nd4j.randn(DataType.DOUBLE, shapes[i]);
    }
    Tape tape = new Tape();
    List<Value> inputs = Stream.of(arrays).map(tape::variable).toList();
    Value out = formula.apply(inputs);
    INDArray weights = Nd4j.randn(DataType.DOUBLE, out.shape());
    out.addGradient(weights);
    tape.backward();

    for (int i = 0; i < arrays.length; i++) {
      INDArray gradient = inputs.get(i).gradient();
      assertThat(gradient.shape()).isEqualTo(arrays[i].shape());
      for (long k = 0; k < arrays[i].length(); k++) {
        double at = arrays[i].getDouble(k);
        arrays[i].putScalar(k, at + STEP);
        double up = total(arrays, weights);
        arrays[i].putScalar(k, at - STEP);
        double down = total(arrays, weights);
        arrays[i].putScalar(k, at);
        assertThat(gradient.getDouble(k))
            .as("%s, input %d, element %d", name, i, k)
            .isCloseTo((up - down) / (2 * STEP), within(1e-6));
      }
    }
  }

  private double total(INDArray[] arrays, INDArray weights) {
    Value out = formula.apply(Stream.of(arrays).map(Value::constant).toList());
    return out.array().mul(weights).sumNumber().doubleValue();
  }

  @Override
  public String toString() {
    return name;
  }
}
