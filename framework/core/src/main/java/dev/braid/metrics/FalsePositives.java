package dev.braid.metrics;

/** The number of negative targets that are predicted as positive. */
public final class FalsePositives extends ConfusionCount<FalsePositives> {
  public FalsePositives() {
    super("false_positives", false, ConfusionMatrices::falsePositives);
  }
}
