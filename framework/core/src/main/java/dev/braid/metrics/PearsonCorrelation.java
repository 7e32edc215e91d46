package dev.braid.metrics;

import dev.braid.config.Config;

/** Pearson's correlation of predictions and targets: 1 where one is a line of the other. */
public final class PearsonCorrelation extends AxisMetric<PearsonCorrelation> {
  public PearsonCorrelation() {
    super("pearson_correlation");
  }

  static PearsonCorrelation read(Config config) {
    return new PearsonCorrelation().options(config);
  }

  @Override
  protected double row(float[] target, int t, float[] prediction, int p, int width) {
    RowMoments moments = RowMoments.of(target, t, prediction, p, width);
    return moments.covariance()
        / Math.sqrt(moments.targetVariance() * moments.predictionVariance());
  }

  @Override
  protected void describe(Config config) {
    config.put("axis", axis());
  }
}
