package dev.braid.metrics;

import dev.braid.config.Config;

/** How surprising one-hot targets are under predicted probabilities of classes. */
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

  /** Takes predictions for logits. */
  public CategoricalCrossentropy fromLogits() {
    return with(copy -> copy.fromLogits = true);
  }

  /** Moves targets by this share towards all classes being equally likely. */
  public CategoricalCrossentropy labelSmoothing(double share) {
    return with(copy -> copy.smoothing = share);
  }

  boolean takesLogits() {
    return fromLogits;
  }

  @Override
  protected double row(float[] target, int t, float[] prediction, int p, int width) {
    double[] logs = Chances.logs(prediction, p, width, fromLogits);
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
