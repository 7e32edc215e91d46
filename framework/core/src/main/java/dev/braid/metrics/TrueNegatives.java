package dev.braid.metrics;

/** How much that is false was not predicted. */
public final class TrueNegatives extends ConfusionCount<TrueNegatives> {
  public TrueNegatives() {
    super("true_negatives", true, Confusion::trueNegatives);
  }
}
