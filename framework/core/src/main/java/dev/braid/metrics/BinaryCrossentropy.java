package dev.braid.metrics;

import dev.braid.config.Config;

/** The crossentropy of binary targets and predicted probabilities. */
public final class BinaryCrossentropy extends ElementMetric<BinaryCrossentropy> {
  private boolean fromLogits;
  private double smoothing;

  public BinaryCrossentropy() {
    super("binary_crossentropy", false);
  }

  static BinaryCrossentropy read(Config config) {
    BinaryCrossentropy metric =
        new BinaryCrossentropy().common(config).labelSmoothing(config.number("label_smoothing", 0));
    return config.flag("from_logits", false) ? metric.fromLogits() : metric;
  }

  /** Treats predictions as logits. */
  public BinaryCrossentropy fromLogits() {
    return with(copy -> copy.fromLogits = true);
  }

  /** Smooths targets by a fraction towards 0.5. */
  public BinaryCrossentropy labelSmoothing(double fraction) {
    return with(copy -> copy.smoothing = fraction);
  }

  boolean takesLogits() {
    return fromLogits;
  }

  @Override
  protected double element(double target, double prediction) {
    double smoothed = target * (1 - smoothing) + smoothing / 2;
    if (fromLogits) {
      return smoothed * softplus(-prediction) + (1 - smoothed) * softplus(prediction);
    }
    // the limits are those of float32, the type of predictions
    double probability = Math.min((float) (1 - EPSILON), Math.max((float) EPSILON, prediction));
    return -smoothed * Math.log(probability) - (1 - smoothed) * Math.log(1 - probability);
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  @Override
  protected void describe(Config config) {
    config.put("from_logits", fromLogits).put("label_smoothing", smoothing);
  }
}
