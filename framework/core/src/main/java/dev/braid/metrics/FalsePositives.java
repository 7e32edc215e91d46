package dev.braid.metrics;

/** How much that is false was predicted. */
public final class FalsePositives extends ConfusionCount<FalsePositives> {
  public FalsePositives() {
    super("false_positives", false, Confusion::falsePositives);
  }
}
