package dev.braid.metrics;

/** The fraction of positive predictions that are correct. */
public final class Precision extends ConfusionRatio<Precision> {
  public Precision() {
    super("precision");
  }

  @Override
  double[] others(ConfusionMatrices confusion) {
    return confusion.falsePositives();
  }
}
