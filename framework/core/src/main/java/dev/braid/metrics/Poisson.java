package dev.braid.metrics;

/** The mean of prediction - target * log(prediction). */
public final class Poisson extends ElementMetric<Poisson> {
  public Poisson() {
    super("poisson", false);
  }

  @Override
  protected double element(double target, double prediction) {
    return prediction - target * Math.log(prediction + EPSILON);
  }
}
