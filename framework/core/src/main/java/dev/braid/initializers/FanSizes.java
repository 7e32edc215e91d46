package dev.braid.initializers;

import dev.braid.internal.shapes.Sizes;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of inputs and outputs of a unit of a weight.
 *
 * @param in the number of inputs that are summed into one output
 * @param out the number of outputs that one input contributes to
 */
record FanSizes(double in, double out) {
  /** The fans of a matrix, or of a convolution's kernel with the channels last. */
  static FanSizes of(long[] shape) {
    int rank = shape.length;
    if (rank == 0) {
      return new FanSizes(1, 1);
    }
    if (rank == 1) {
      return new FanSizes(shape[0], shape[0]);
    }
    double field = Sizes.product(shape, 0, rank - 2);
    return new FanSizes(shape[rank - 2] * field, shape[rank - 1] * field);
  }

  /** The fans over given axes. */
  static FanSizes of(long[] shape, long @Nullable [] inputAxes, long @Nullable [] outputAxes) {
    return inputAxes == null || outputAxes == null
        ? of(shape)
        : new FanSizes(product(shape, inputAxes), product(shape, outputAxes));
  }

  private static double product(long[] shape, long[] axes) {
    double product = 1;
    for (long axis : axes) {
      product *= shape[(int) (axis < 0 ? axis + shape.length : axis)];
    }
    return product;
  }
}
