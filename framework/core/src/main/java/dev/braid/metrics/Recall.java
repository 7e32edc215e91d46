package dev.braid.metrics;

/** The fraction of positive targets that are predicted as positive. */
public final class Recall extends ConfusionRatio<Recall> {
  public Recall() {
    super("recall");
  }

  @Override
  double[] others(ConfusionMatrices confusion) {
    return confusion.falseNegatives();
  }
}
