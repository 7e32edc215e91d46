package dev.braid.callbacks;

import dev.braid.internal.protobuf.ProtobufMessage;

/** Computes the histogram of the values of an array. */
final class WeightHistogram {
  private static final int BUCKETS = 30;

  private WeightHistogram() {}

  /**
   * Returns TensorBoard's message with thirty buckets of equal width; values that are not finite
   * are skipped.
   */
  static ProtobufMessage of(float[] values) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double squares = 0;
    long count = 0;
    for (float value : values) {
      if (Float.isFinite(value)) {
        min = Math.min(min, value);
        max = Math.max(max, value);
        sum += value;
        squares += (double) value * value;
        count++;
      }
    }
    if (count == 0) {
      min = 0;
      max = 0;
    }
    int buckets = max > min ? BUCKETS : 1;
    double width = (max - min) / buckets;
    double[] limits = new double[buckets];
    double[] counts = new double[buckets];
    for (int i = 0; i < buckets; i++) {
      limits[i] = i == buckets - 1 ? max : min + (i + 1) * width;
    }
    for (float value : values) {
      if (Float.isFinite(value)) {
        counts[buckets == 1 ? 0 : Math.min(buckets - 1, (int) ((value - min) / width))]++;
      }
    }
    return new ProtobufMessage()
        .float64(1, min)
        .float64(2, max)
        .float64(3, (double) count)
        .float64(4, sum)
        .float64(5, squares)
        .float64s(6, limits)
        .float64s(7, counts);
  }
}
