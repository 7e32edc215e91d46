package dev.braid.saving.keras;

import java.util.Random;
import java.util.function.DoubleSupplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Creates arrays of values that are the same on every machine. */
final class FixedArrays {
  private final Random random = new Random(11);
  private final int rows;

  FixedArrays(int rows) {
    this.rows = rows;
  }

  INDArray reals(long... shape) {
    return array(random::nextGaussian, shape);
  }

  /** Returns integers from 0 below a limit. */
  INDArray integers(int limit, long... shape) {
    return array(() -> random.nextInt(limit), shape);
  }

  /** Returns rows of ids from 1 below a limit, some with zeros at the end. */
  INDArray padded(int limit, int steps) {
    INDArray ids = array(() -> 1 + random.nextInt(limit - 1), steps);
    for (int row = 0; row < rows; row++) {
      for (int step = 2 + random.nextInt(steps - 1); step < steps; step++) {
        ids.putScalar(row, step, 0);
      }
    }
    return ids;
  }

  /** Returns sequences in which some steps are zero. */
  INDArray gaps(int steps, int features) {
    INDArray values = reals(steps, features);
    for (int row = 0; row < rows; row++) {
      int step = 1 + random.nextInt(steps - 1);
      for (int feature = 0; feature < features; feature++) {
        values.putScalar(new int[] {row, step, feature}, 0);
      }
    }
    return values;
  }

  private INDArray array(DoubleSupplier number, long... shape) {
    long[] full = new long[shape.length + 1];
    full[0] = rows;
    System.arraycopy(shape, 0, full, 1, shape.length);
    int length = rows;
    for (long size : shape) {
      length *= (int) size;
    }
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) number.getAsDouble();
    }
    return Nd4j.createFromArray(values).reshape('c', full);
  }
}
