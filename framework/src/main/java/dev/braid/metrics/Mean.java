package dev.braid.metrics;

/** The mean of predictions, whatever the targets are. */
public final class Mean extends ElementMetric<Mean> {
  public Mean() {
    super("mean", false);
  }

  @Override
  protected double element(double target, double prediction) {
    return prediction;
  }
}
