package dev.braid.initializers;

import dev.braid.internal.shapes.Sizes;

/**
 * How many numbers go into a weight's unit and how many come out.
 *
 * @param in what is summed into one output
 * @param out what one input adds to
 */
record Fans(double in, double out) {
  /** The fans of a matrix, or of a convolution's kernel with the channels last. */
  static Fans of(long[] shape) {
    int rank = shape.length;
    if (rank == 0) {
      return new Fans(1, 1);
    }
    if (rank == 1) {
      return new Fans(shape[0], shape[0]);
    }
    double field = Sizes.product(shape, 0, rank - 2);
    return new Fans(shape[rank - 2] * field, shape[rank - 1] * field);
  }

  /** The fans over the axes that are named. */
  static Fans of(long[] shape, long[] inputAxes, long[] outputAxes) {
    return inputAxes == null || outputAxes == null
        ? of(shape)
        : new Fans(product(shape, inputAxes), product(shape, outputAxes));
  }

  private static double product(long[] shape, long[] axes) {
    double product = 1;
    for (long axis : axes) {
      product *= shape[(int) (axis < 0 ? axis + shape.length : axis)];
    }
    return product;
  }
}
