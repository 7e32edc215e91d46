package dev.braid.metrics;

/** The number of positive targets that are predicted as negative. */
public final class FalseNegatives extends ConfusionCount<FalseNegatives> {
  public FalseNegatives() {
    super("false_negatives", false, ConfusionMatrices::falseNegatives);
  }
}
