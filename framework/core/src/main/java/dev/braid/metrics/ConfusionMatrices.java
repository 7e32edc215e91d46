package dev.braid.metrics;

import java.util.Arrays;

/** The confusion matrices of all thresholds: true and false positives and negatives. */
final class ConfusionMatrices {
  private final Thresholds thresholds;

  /** The weight of positive targets by the number of thresholds below the prediction. */
  private final double[] positive;

  private final double[] negative;

  ConfusionMatrices(Thresholds thresholds) {
    this.thresholds = thresholds;
    positive = new double[thresholds.count() + 1];
    negative = new double[thresholds.count() + 1];
  }

  /** Adds one prediction. */
  void add(boolean target, float prediction, double weight) {
    if (!Float.isNaN(prediction)) {
      (target ? positive : negative)[thresholds.below(prediction)] += weight;
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

  /** The values in the order in which the thresholds were given. */
  private double[] given(double[] sorted) {
    double[] sums = new double[thresholds.count()];
    Arrays.setAll(sums, i -> sorted[thresholds.sortedIndex(i)]);
    return sums;
  }

  /** A quotient, zero if the denominator is zero. */
  static double ratio(double numerator, double denominator) {
    return denominator == 0 ? 0 : numerator / denominator;
  }
}
