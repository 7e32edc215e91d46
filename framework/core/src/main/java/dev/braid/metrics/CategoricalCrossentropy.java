package dev.braid.metrics;

import dev.braid.config.Config;

/** The crossentropy of one-hot targets and predicted class probabilities. */
public final class CategoricalCrossentropy extends RowMetric<CategoricalCrossentropy> {
  private boolean fromLogits;
  private double smoothing;

  public CategoricalCrossentropy() {
    super("categorical_crossentropy", false);
  }

  static CategoricalCrossentropy read(Config config) {
    CategoricalCrossentropy metric =
        new CategoricalCrossentropy()
            .common(config)
            .labelSmoothing(config.number("label_smoothing", 0));
    return config.flag("from_logits", false) ? metric.fromLogits() : metric;
  }

  /** Treats predictions as logits. */
  public CategoricalCrossentropy fromLogits() {
    return with(copy -> copy.fromLogits = true);
  }

  /** Smooths targets by a fraction towards equally likely classes. */
  public CategoricalCrossentropy labelSmoothing(double fraction) {
    return with(copy -> copy.smoothing = fraction);
  }

  boolean takesLogits() {
    return fromLogits;
  }

  @Override
  protected double row(float[] target, int t, float[] prediction, int p, int width) {
    double[] logs = LogProbabilities.logs(prediction, p, width, fromLogits);
    double sum = 0;
    for (int i = 0; i < width; i++) {
      sum -= (target[t + i] * (1 - smoothing) + smoothing / width) * logs[i];
    }
    return sum;
  }

  @Override
  protected void describe(Config config) {
    config.put("from_logits", fromLogits).put("label_smoothing", smoothing).put("axis", -1);
  }
}
