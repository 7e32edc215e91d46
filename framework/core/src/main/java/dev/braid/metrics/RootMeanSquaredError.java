package dev.braid.metrics;

/** The root of the mean of squared differences. */
public final class RootMeanSquaredError extends ElementMetric<RootMeanSquaredError> {
  public RootMeanSquaredError() {
    super("root_mean_squared_error", false);
  }

  @Override
  protected double element(double target, double prediction) {
    return (target - prediction) * (target - prediction);
  }

  @Override
  protected double reported(double mean) {
    return Math.sqrt(mean);
  }
}
