package dev.braid.metrics;

/** The mean of absolute differences. */
public final class MeanAbsoluteError extends ElementMetric<MeanAbsoluteError> {
  public MeanAbsoluteError() {
    super("mean_absolute_error", false);
  }

  @Override
  protected double element(double target, double prediction) {
    return Math.abs(target - prediction);
  }
}
