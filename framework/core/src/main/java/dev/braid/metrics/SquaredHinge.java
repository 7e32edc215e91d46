package dev.braid.metrics;

/** The mean of the squared amounts by which predictions fall short of a margin of 1. */
public final class SquaredHinge extends ElementMetric<SquaredHinge> {
  public SquaredHinge() {
    super("squared_hinge", false);
  }

  @Override
  protected double element(double target, double prediction) {
    double missing = Math.max(0, 1 - (target == 0 ? -1 : target) * prediction);
    return missing * missing;
  }
}
