package dev.braid.metrics;

import dev.braid.config.Config;

/** The fraction of predictions that are on the target's side of a threshold. */
public final class BinaryAccuracy extends ElementMetric<BinaryAccuracy> {
  private final double threshold;

  public BinaryAccuracy() {
    this(0.5);
  }

  public BinaryAccuracy(double threshold) {
    super("binary_accuracy", true);
    this.threshold = threshold;
  }

  double threshold() {
    return threshold;
  }

  static BinaryAccuracy read(Config config) {
    return new BinaryAccuracy(config.number("threshold", 0.5)).common(config);
  }

  @Override
  protected double element(double target, double prediction) {
    return target == ((float) prediction > (float) threshold ? 1 : 0) ? 1 : 0;
  }

  @Override
  protected void describe(Config config) {
    config.put("threshold", threshold);
  }
}
