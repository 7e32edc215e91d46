package dev.braid.metrics;

import dev.braid.config.Config;

/** The fraction of rows whose one-hot target is among the k largest predictions. */
public final class TopKCategoricalAccuracy extends TopKMetric<TopKCategoricalAccuracy> {
  public TopKCategoricalAccuracy(int k) {
    super("top_k_categorical_accuracy", k);
  }

  static TopKCategoricalAccuracy read(Config config) {
    return new TopKCategoricalAccuracy(config.integer("k", 5)).common(config);
  }

  @Override
  protected double row(float[] target, int t, float[] prediction, int p, int width) {
    return among(prediction, p, width, PredictionRows.largest(target, t, width)) ? 1 : 0;
  }
}
