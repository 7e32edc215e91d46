package dev.braid.metrics;

/** The mean of differences in percent of the target. */
public final class MeanAbsolutePercentageError extends ElementMetric<MeanAbsolutePercentageError> {
  public MeanAbsolutePercentageError() {
    super("mean_absolute_percentage_error", false);
  }

  @Override
  protected double element(double target, double prediction) {
    return 100 * Math.abs(target - prediction) / Math.max(Math.abs(target), EPSILON);
  }
}
