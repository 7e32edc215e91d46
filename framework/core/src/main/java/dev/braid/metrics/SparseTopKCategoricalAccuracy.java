package dev.braid.metrics;

import dev.braid.config.Config;

/** The fraction of rows whose class index is among the k largest predictions. */
public final class SparseTopKCategoricalAccuracy extends TopKMetric<SparseTopKCategoricalAccuracy> {
  public SparseTopKCategoricalAccuracy(int k) {
    super("sparse_top_k_categorical_accuracy", k);
  }

  static SparseTopKCategoricalAccuracy read(Config config) {
    return new SparseTopKCategoricalAccuracy(config.integer("k", 5)).common(config);
  }

  @Override
  protected boolean sparse() {
    return true;
  }

  @Override
  protected double row(float[] target, int t, float[] prediction, int p, int width) {
    return among(prediction, p, width, (int) target[t]) ? 1 : 0;
  }
}
