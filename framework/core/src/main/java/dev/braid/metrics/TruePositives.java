package dev.braid.metrics;

/** The number of positive targets that are predicted as positive. */
public final class TruePositives extends ConfusionCount<TruePositives> {
  public TruePositives() {
    super("true_positives", true, ConfusionMatrices::truePositives);
  }
}
