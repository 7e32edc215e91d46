package dev.braid.metrics;

/** How much of what is true was predicted. */
public final class Recall extends ConfusionShare<Recall> {
  public Recall() {
    super("recall");
  }

  @Override
  double[] others(Confusion confusion) {
    return confusion.falseNegatives();
  }
}
