package dev.braid.metrics;

/** The mean of the logarithm of the difference's hyperbolic cosine. */
public final class LogCoshError extends ElementMetric<LogCoshError> {
  public LogCoshError() {
    super("logcosh", false);
  }

  @Override
  protected double element(double target, double prediction) {
    double error = Math.abs(prediction - target);
    return error + Math.log1p(Math.exp(-2 * error)) - Math.log(2);
  }
}
