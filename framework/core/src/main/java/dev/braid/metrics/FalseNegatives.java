package dev.braid.metrics;

/** How much that is true was not predicted. */
public final class FalseNegatives extends ConfusionCount<FalseNegatives> {
  public FalseNegatives() {
    super("false_negatives", false, Confusion::falseNegatives);
  }
}
