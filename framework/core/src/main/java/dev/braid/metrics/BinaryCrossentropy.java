package dev.braid.metrics;

import dev.braid.config.Config;

/** How surprising yes-or-no targets are under predicted probabilities. */
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

  /** Takes predictions for logits. */
  public BinaryCrossentropy fromLogits() {
    return with(copy -> copy.fromLogits = true);
  }

  /** Moves targets by this share towards a half. */
  public BinaryCrossentropy labelSmoothing(double share) {
    return with(copy -> copy.smoothing = share);
  }

  boolean takesLogits() {
    return fromLogits;
  }

  @Override
  protected double element(double target, double prediction) {
    double wanted = target * (1 - smoothing) + smoothing / 2;
    if (fromLogits) {
      return wanted * softplus(-prediction) + (1 - wanted) * softplus(prediction);
    }
    // the limits are float32's, as predictions are
    double chance = Math.min((float) (1 - EPSILON), Math.max((float) EPSILON, prediction));
    return -wanted * Math.log(chance) - (1 - wanted) * Math.log(1 - chance);
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  @Override
  protected void describe(Config config) {
    config.put("from_logits", fromLogits).put("label_smoothing", smoothing);
  }
}
