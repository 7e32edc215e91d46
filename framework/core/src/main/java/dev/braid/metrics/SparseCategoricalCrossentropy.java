package dev.braid.metrics;

import dev.braid.config.Config;
import org.jspecify.annotations.Nullable;

/** The crossentropy of class indices and predicted class probabilities. */
public final class SparseCategoricalCrossentropy extends RowMetric<SparseCategoricalCrossentropy> {
  private boolean fromLogits;
  private @Nullable Integer ignoreClass;

  public SparseCategoricalCrossentropy() {
    super("sparse_categorical_crossentropy", false);
  }

  static SparseCategoricalCrossentropy read(Config config) {
    SparseCategoricalCrossentropy metric = new SparseCategoricalCrossentropy().common(config);
    if (config.get("ignore_class") != null) {
      metric = metric.ignoreClass(config.integer("ignore_class", 0));
    }
    return config.flag("from_logits", false) ? metric.fromLogits() : metric;
  }

  /** Treats predictions as logits. */
  public SparseCategoricalCrossentropy fromLogits() {
    return with(copy -> copy.fromLogits = true);
  }

  /** Ignores elements that are labeled with a class: their crossentropy is 0. */
  public SparseCategoricalCrossentropy ignoreClass(int label) {
    return with(copy -> copy.ignoreClass = label);
  }

  boolean takesLogits() {
    return fromLogits;
  }

  /** As in Keras, ignored elements count as 0 if no weights are given. */
  @Override
  protected boolean takesWeight(float label) {
    return ignoreClass == null || label != ignoreClass;
  }

  @Override
  protected boolean sparse() {
    return true;
  }

  @Override
  protected double row(float[] target, int t, float[] prediction, int p, int width) {
    int label = (int) target[t];
    boolean unknown = label < 0 || label >= width || !takesWeight(target[t]);
    return unknown ? 0 : -LogProbabilities.logs(prediction, p, width, fromLogits)[label];
  }

  @Override
  protected void describe(Config config) {
    config.put("from_logits", fromLogits).put("ignore_class", ignoreClass).put("axis", -1);
  }
}
