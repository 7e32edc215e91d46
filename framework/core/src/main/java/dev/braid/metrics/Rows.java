package dev.braid.metrics;

import java.util.Arrays;

/**
 * A batch seen as rows: the last axis of the prediction, with the weight that falls to each.
 *
 * @param samples how many samples there are
 * @param perSample how many rows a sample has: its steps
 * @param width how long a row is
 * @param weights a weight a sample or a row, or null
 */
record Rows(int samples, int perSample, int width, float[] weights) {
  static Rows of(long[] predictionShape, int length, float[] weights) {
    int rank = predictionShape.length;
    int samples = Math.toIntExact(predictionShape[0]);
    int width = rank < 2 ? 1 : Math.toIntExact(predictionShape[rank - 1]);
    int rows = width == 0 ? 0 : length / width;
    if (weights != null && (weights.length == 0 ? rows > 0 : rows % weights.length != 0)) {
      throw new IllegalArgumentException(
          weights.length
              + " weights don't spread over predictions of shape "
              + Arrays.toString(predictionShape));
    }
    return new Rows(samples, samples == 0 ? 0 : rows / samples, width, weights);
  }

  int count() {
    return samples * perSample;
  }

  float weight(int row) {
    return weights == null ? 1 : weights[row / (count() / weights.length)];
  }

  /** Checks that there are so many target numbers for each row. */
  void checkTarget(String metric, float[] target, int each) {
    if (target.length != count() * each) {
      throw new IllegalArgumentException(
          metric + " wants " + count() * each + " target numbers, but got " + target.length);
    }
  }

  /** The position of the largest number of a row, the first of equal ones. */
  static int largest(float[] numbers, int from, int width) {
    int best = 0;
    for (int i = 1; i < width; i++) {
      if (numbers[from + i] > numbers[from + best]) {
        best = i;
      }
    }
    return best;
  }
}
