package dev.braid.metrics;

/** How many predicted numbers are equal to the target's. */
public final class Accuracy extends ElementMetric<Accuracy> {
  public Accuracy() {
    super("accuracy", true);
  }

  @Override
  protected double element(double target, double prediction) {
    return target == prediction ? 1 : 0;
  }
}
