package dev.braid.metrics;

/** How much that is true was predicted. */
public final class TruePositives extends ConfusionCount<TruePositives> {
  public TruePositives() {
    super("true_positives", true, Confusion::truePositives);
  }
}
