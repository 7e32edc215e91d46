package dev.braid.layers.preprocessing;

import java.util.Arrays;

/**
 * Numbers that stand for many others, in rising order, each for so many of them.
 *
 * <p>Computes as Keras does, in single precision where it does, so that boundaries are the same.
 */
record Quantiles(float[] numbers, float[] weights) {
  /** Picks about 1 / epsilon of the numbers. */
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

  /** The boundaries between so many ranges that hold about as much each. */
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
    double[] shares = new double[running.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = running[i] / total;
    }
    int count = (int) Math.ceil(1 / epsilon);
    float[] ends = new float[count];
    float[] held = new float[count];
    double before = 0;
    for (int i = 0; i < count; i++) {
      double share = epsilon + i * epsilon;
      ends[i] = (float) between(share, shares, numbers);
      double reached = between(share, shares, running);
      held[i] = (float) (reached - before);
      before = reached;
    }
    return new Quantiles(ends, held);
  }

  /** The value at a place, on straight lines between known ones. */
  private static double between(double at, double[] places, float[] values) {
    int last = places.length - 1;
    if (at < places[0]) {
      return values[0];
    }
    if (at >= places[last]) {
      return values[last];
    }
    int left = 0;
    int right = last;
    while (right - left > 1) {
      int middle = (left + right) >>> 1;
      if (places[middle] <= at) {
        left = middle;
      } else {
        right = middle;
      }
    }
    double slope = ((double) values[right] - values[left]) / (places[right] - places[left]);
    return slope * (at - places[left]) + values[left];
  }
}
