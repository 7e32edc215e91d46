package dev.braid.metrics;

/** The mean amount by which predictions fall short of a margin of 1 on the target's side. */
public final class Hinge extends ElementMetric<Hinge> {
  public Hinge() {
    super("hinge", false);
  }

  @Override
  protected double element(double target, double prediction) {
    return Math.max(0, 1 - (target == 0 ? -1 : target) * prediction);
  }
}
