package dev.braid.internal.data.feeds;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The missing targets of one batch.
 *
 * @param y the targets, 0 where they are missing
 * @param mask 1 for a valid target, 0 for a missing one
 */
record MissingTargets(INDArray y, INDArray mask) {

  /**
   * Finds the missing targets: null rows and NaN.
   *
   * @param hasClassIndices whether each element of y is a target; otherwise each row of the last
   *     axis is one, which is missing if one of its elements is
   */
  static MissingTargets of(
      CheckedArray array, int[] order, int from, INDArray targets, boolean hasClassIndices) {
    INDArray y = targets.dup('c');
    long[] shape = y.shape();
    int axes = hasClassIndices ? shape.length : shape.length - 1;
    long[] maskShape = Arrays.copyOf(shape, Math.max(1, axes));
    long width = y.length() / Math.max(1, product(maskShape));
    double[] values = y.data().asDouble();
    double[] mask = new double[(int) product(maskShape)];
    long perSample = mask.length / shape[0];
    for (int target = 0; target < mask.length; target++) {
      int sample = from + (int) (target / perSample);
      boolean isPresent = !array.numbers().missing(order == null ? sample : order[sample]);
      for (int i = 0; isPresent && i < width; i++) {
        isPresent = !Double.isNaN(values[(int) (target * width + i)]);
      }
      mask[target] = isPresent ? 1 : 0;
      if (!isPresent) {
        Arrays.fill(values, (int) (target * width), (int) ((target + 1) * width), 0);
      }
    }
    return new MissingTargets(array(values, shape, y), array(mask, maskShape, y));
  }

  private static INDArray array(double[] values, long[] shape, INDArray like) {
    return Nd4j.createFromArray(values).reshape('c', shape).castTo(like.dataType());
  }

  private static long product(long[] shape) {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }
}
