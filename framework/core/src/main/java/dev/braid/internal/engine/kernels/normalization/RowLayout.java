package dev.braid.internal.engine.kernels.normalization;

import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;

/**
 * Rows of an array that are processed one by one: a row consists of all elements of the last axes.
 *
 * @param count the number of rows
 * @param width the number of elements of a row
 */
public record RowLayout(int count, int width) {
  /**
   * Returns the rows along axes, counted with the batch axis; null unless they are the last ones.
   */
  static RowLayout of(long[] shape, int... axes) {
    boolean[] included = new boolean[shape.length];
    for (int axis : axes) {
      included[axis < 0 ? axis + shape.length : axis] = true;
    }
    int width = 1;
    int axis = shape.length - 1;
    while (axis >= 0 && included[axis]) {
      width *= Math.toIntExact(shape[axis--]);
    }
    int count = 1;
    while (axis >= 0) {
      if (included[axis]) {
        return null;
      }
      count *= Math.toIntExact(shape[axis--]);
    }
    return new RowLayout(count, width);
  }

  /** The work of one thread on a range of rows. */
  @FunctionalInterface
  interface Work {
    void run(int low, int high);
  }

  void forEachRange(Work work) {
    Workers.parallelFor(count, GrainSize.MOVED_ELEMENTS.items(width), work::run);
  }

  /** Returns the sum, computed as four partial sums that don't wait for each other's additions. */
  static float sum(float[] x) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i < x.length - 3; i += 4) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
    }
    for (; i < x.length; i++) {
      a += x[i];
    }
    return (a + b) + (c + d);
  }

  static float products(float[] x, float[] y) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i < x.length - 3; i += 4) {
      a += x[i] * y[i];
      b += x[i + 1] * y[i + 1];
      c += x[i + 2] * y[i + 2];
      d += x[i + 3] * y[i + 3];
    }
    for (; i < x.length; i++) {
      a += x[i] * y[i];
    }
    return (a + b) + (c + d);
  }
}
