package dev.braid.metrics;

import dev.braid.config.Config;

/** The fraction of rows whose class index is among the k largest predictions. */
public final class SparseTopKCategoricalAccuracy extends TopKMetric<SparseTopKCategoricalAccuracy> {
  private boolean fromSortedIds;

  public SparseTopKCategoricalAccuracy(int k) {
    super("sparse_top_k_categorical_accuracy", k);
  }

  static SparseTopKCategoricalAccuracy read(Config config) {
    return new SparseTopKCategoricalAccuracy(config.integer("k", 5))
        .common(config)
        .fromSortedIds(config.flag("from_sorted_ids", false));
  }

  /** Sets whether predictions are the numbers of classes, the most probable first. */
  public SparseTopKCategoricalAccuracy fromSortedIds(boolean sorted) {
    return with(copy -> copy.fromSortedIds = sorted);
  }

  @Override
  protected boolean sparse() {
    return true;
  }

  @Override
  protected double row(float[] target, int t, float[] prediction, int p, int width) {
    if (fromSortedIds) {
      boolean found = false;
      for (int i = 0; i < Math.min(k(), width); i++) {
        found |= prediction[p + i] == target[t];
      }
      return found ? 1 : 0;
    }
    return among(prediction, p, width, (int) target[t]) ? 1 : 0;
  }

  @Override
  protected void describe(Config config) {
    super.describe(config);
    if (fromSortedIds) {
      config.put("from_sorted_ids", true);
    }
  }
}
