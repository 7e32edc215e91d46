package dev.braid.metrics;

import dev.braid.config.Config;

/**
 * The base of top-k accuracies.
 *
 * @param <T> the metric's class
 */
public abstract sealed class TopKMetric<T extends TopKMetric<T>> extends RowMetric<T>
    permits SparseTopKCategoricalAccuracy, TopKCategoricalAccuracy {
  private final int k;

  TopKMetric(String name, int k) {
    super(name, true);
    this.k = k;
  }

  int k() {
    return k;
  }

  /** Whether fewer than k predictions are larger than that of the label. */
  final boolean among(float[] prediction, int p, int width, int label) {
    if (label < 0 || label >= width || !Float.isFinite(prediction[p + label])) {
      return false;
    }
    int better = 0;
    for (int i = 0; i < width; i++) {
      if (prediction[p + i] > prediction[p + label]) {
        better++;
      }
    }
    return better < k;
  }

  @Override
  protected void describe(Config config) {
    config.put("k", k);
  }
}
