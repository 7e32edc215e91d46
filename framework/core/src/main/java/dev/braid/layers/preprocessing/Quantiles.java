package dev.braid.layers.preprocessing;

import java.util.Arrays;

/**
 * A summary of many numbers: quantiles in ascending order with weights.
 *
 * <p>Computes like Keras, in single precision where Keras does, so that boundaries are equal.
 */
record Quantiles(float[] numbers, float[] weights) {
  /** Summarizes data by about 1 / epsilon numbers. */
  static Quantiles of(double epsilon, float... data) {
    float[] sorted = data.clone();
    Arrays.sort(sorted);
    double step = Math.max(sorted.length / (1 / epsilon), 1);
    int start = (int) (step - 1);
    int stride = (int) step;
    int count = start >= sorted.length ? 0 : (sorted.length - 1 - start) / stride + 1;
    float[] picked = new float[count];
    for (int i = 0; i < count; i++) {
      picked[i] = sorted[start + i * stride];
    }
    float[] weights = new float[count];
    Arrays.fill(weights, (float) step);
    return new Quantiles(picked, weights).compressed(epsilon);
  }

  /** The boundaries between a number of ranges with about equal weight. */
  float[] boundaries(int bins) {
    float[] ends = compressed(1.0 / bins).numbers;
    return Arrays.copyOf(ends, ends.length - 1);
  }

  private Quantiles compressed(double epsilon) {
    if (numbers.length * epsilon < 1) {
      return this;
    }
    float[] running = new float[weights.length];
    float total = 0;
    for (int i = 0; i < running.length; i++) {
      total += weights[i];
      running[i] = total;
    }
    double[] fractions = new double[running.length];
    for (int i = 0; i < fractions.length; i++) {
      fractions[i] = running[i] / total;
    }
    int count = (int) Math.ceil(1 / epsilon);
    float[] ends = new float[count];
    float[] held = new float[count];
    double before = 0;
    for (int i = 0; i < count; i++) {
      double fraction = epsilon + i * epsilon;
      ends[i] = (float) between(fraction, fractions, numbers);
      double reached = between(fraction, fractions, running);
      held[i] = (float) (reached - before);
      before = reached;
    }
    return new Quantiles(ends, held);
  }

  /** Interpolates linearly between known values. */
  private static double between(double at, double[] positions, float[] values) {
    int last = positions.length - 1;
    if (at < positions[0]) {
      return values[0];
    }
    if (at >= positions[last]) {
      return values[last];
    }
    int left = 0;
    int right = last;
    while (right - left > 1) {
      int middle = (left + right) >>> 1;
      if (positions[middle] <= at) {
        left = middle;
      } else {
        right = middle;
      }
    }
    double rise = ((double) values[right] - values[left]) / (positions[right] - positions[left]);
    return rise * (at - positions[left]) + values[left];
  }
}
