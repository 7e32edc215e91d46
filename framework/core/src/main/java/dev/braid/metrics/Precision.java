package dev.braid.metrics;

/** How much of what was predicted is true. */
public final class Precision extends ConfusionShare<Precision> {
  public Precision() {
    super("precision");
  }

  @Override
  double[] others(Confusion confusion) {
    return confusion.falsePositives();
  }
}
