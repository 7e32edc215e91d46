package dev.braid.metrics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A batch as rows, the last axis of the prediction, with a weight for each row.
 *
 * @param samples the number of samples
 * @param perSample the number of rows, or steps, of a sample
 * @param width the length of a row
 * @param weights a weight for each sample or each row, or null
 */
record PredictionRows(int samples, int perSample, int width, float @Nullable [] weights) {
  static PredictionRows of(long[] predictionShape, int length, float @Nullable [] weights) {
    int rank = predictionShape.length;
    int samples = Math.toIntExact(predictionShape[0]);
    int width = rank < 2 ? 1 : Math.toIntExact(predictionShape[rank - 1]);
    int rows = width == 0 ? 0 : length / width;
    if (weights != null && (weights.length == 0 ? rows > 0 : rows % weights.length != 0)) {
      throw new IllegalArgumentException(
          weights.length
              + " weights do not broadcast to predictions of shape "
              + Arrays.toString(predictionShape));
    }
    return new PredictionRows(samples, samples == 0 ? 0 : rows / samples, width, weights);
  }

  int count() {
    return samples * perSample;
  }

  float weight(int row) {
    return weights == null ? 1 : weights[row / (count() / weights.length)];
  }

  /** Checks the number of target values for each row. */
  void checkTarget(String metric, float[] target, int each) {
    if (target.length != count() * each) {
      throw new IllegalArgumentException(
          metric + ": expected " + count() * each + " target values, received " + target.length);
    }
  }

  /** The index of the largest element of a row, the first of equal ones. */
  static int largest(float[] values, int from, int width) {
    int best = 0;
    for (int i = 1; i < width; i++) {
      if (values[from + i] > values[from + best]) {
        best = i;
      }
    }
    return best;
  }
}
