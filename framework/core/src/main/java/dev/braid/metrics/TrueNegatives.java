package dev.braid.metrics;

/** The number of negative targets that are predicted as negative. */
public final class TrueNegatives extends ConfusionCount<TrueNegatives> {
  public TrueNegatives() {
    super("true_negatives", true, ConfusionMatrices::trueNegatives);
  }
}
