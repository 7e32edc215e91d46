package dev.braid.metrics;

/** The fraction of predictions that are equal to the target. */
public final class Accuracy extends ElementMetric<Accuracy> {
  public Accuracy() {
    super("accuracy", true);
  }

  @Override
  protected double element(double target, double prediction) {
    return target == prediction ? 1 : 0;
  }
}
