package dev.braid.metrics;

/** The mean of squared differences. */
public final class MeanSquaredError extends ElementMetric<MeanSquaredError> {
  public MeanSquaredError() {
    super("mean_squared_error", false);
  }

  @Override
  protected double element(double target, double prediction) {
    return (target - prediction) * (target - prediction);
  }
}
