package dev.braid.metrics;

/** The mean of squared differences of logarithms; negative values are clipped to zero. */
public final class MeanSquaredLogarithmicError extends ElementMetric<MeanSquaredLogarithmicError> {
  public MeanSquaredLogarithmicError() {
    super("mean_squared_logarithmic_error", false);
  }

  @Override
  protected double element(double target, double prediction) {
    double difference =
        Math.log1p(Math.max(target, EPSILON)) - Math.log1p(Math.max(prediction, EPSILON));
    return difference * difference;
  }
}
