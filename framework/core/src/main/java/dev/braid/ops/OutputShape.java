package dev.braid.ops;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Finds the output shape of a calculation by running it on zeros. */
public final class OutputShape {
  private OutputShape() {}

  /**
   * The shape without the batch axis, with -1 for sizes that vary with the input's.
   *
   * @param inputs shapes without the batch axis, with -1 for sizes that may vary
   * @throws IllegalArgumentException if the result does not have one row for each sample
   */
  public static long[] of(Calculation calculation, List<long[]> inputs) {
    long[] one = run(calculation, inputs, 2, 5);
    long[] other = run(calculation, inputs, 3, 7);
    if (one.length == 0 || one.length != other.length || one[0] != 2 || other[0] != 3) {
      throw new IllegalArgumentException(
          "for 2 samples it returns "
              + Arrays.toString(one)
              + ", for 3 samples "
              + Arrays.toString(other)
              + ", which is not one row for each sample");
    }
    long[] shape = new long[one.length - 1];
    Arrays.setAll(shape, i -> one[i + 1] == other[i + 1] ? one[i + 1] : -1);
    return shape;
  }

  private static long[] run(
      Calculation calculation, List<long[]> inputs, long samples, long unknown) {
    return calculation
        .run(inputs.stream().map(shape -> zeros(shape, samples, unknown)).toList())
        .shape();
  }

  private static Value zeros(long[] shape, long samples, long unknown) {
    long[] full = new long[shape.length + 1];
    full[0] = samples;
    for (int i = 0; i < shape.length; i++) {
      full[i + 1] = shape[i] < 0 ? unknown : shape[i];
    }
    return Value.constant(Nd4j.zeros(DataType.FLOAT, full));
  }
}
