package dev.braid.metrics;

import java.util.Arrays;

/** Counts of true and false, positive and negative, for each threshold. */
final class Confusion {
  private final Thresholds thresholds;

  /** What was positive and lay above so many cuts, by weight. */
  private final double[] positive;

  private final double[] negative;

  Confusion(Thresholds thresholds) {
    this.thresholds = thresholds;
    positive = new double[thresholds.count() + 1];
    negative = new double[thresholds.count() + 1];
  }

  /** Counts one prediction. */
  void add(boolean truth, float prediction, double weight) {
    if (!Float.isNaN(prediction)) {
      (truth ? positive : negative)[thresholds.below(prediction)] += weight;
    }
  }

  void reset() {
    Arrays.fill(positive, 0);
    Arrays.fill(negative, 0);
  }

  int count() {
    return thresholds.count();
  }

  double[] truePositives() {
    return above(positive);
  }

  double[] falsePositives() {
    return above(negative);
  }

  double[] falseNegatives() {
    return below(positive);
  }

  double[] trueNegatives() {
    return below(negative);
  }

  private double[] above(double[] buckets) {
    double[] sums = new double[buckets.length];
    double sum = 0;
    for (int i = buckets.length - 1; i > 0; i--) {
      sum += buckets[i];
      sums[i - 1] = sum;
    }
    return given(sums);
  }

  private double[] below(double[] buckets) {
    double[] sums = new double[buckets.length];
    double sum = 0;
    for (int i = 0; i < buckets.length; i++) {
      sum += buckets[i];
      sums[i] = sum;
    }
    return given(sums);
  }

  /** In the order in which the thresholds were given. */
  private double[] given(double[] sorted) {
    double[] sums = new double[thresholds.count()];
    Arrays.setAll(sums, i -> sorted[thresholds.place(i)]);
    return sums;
  }

  /** Zero where there is nothing to divide by. */
  static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
