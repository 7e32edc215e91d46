package dev.braid.metrics;

import dev.braid.config.Config;

/** The concordance of predictions and targets: 1 where they are equal. */
public final class ConcordanceCorrelation extends AxisMetric<ConcordanceCorrelation> {
  public ConcordanceCorrelation() {
    super("concordance_correlation");
  }

  static ConcordanceCorrelation read(Config config) {
    return new ConcordanceCorrelation().options(config);
  }

  @Override
  protected double row(float[] target, int t, float[] prediction, int p, int width) {
    RowMoments moments = RowMoments.of(target, t, prediction, p, width);
    double apart = moments.targetMean() - moments.predictionMean();
    double size = moments.targetVariance() + moments.predictionVariance() + apart * apart;
    return 2 * moments.covariance() / (size + EPSILON);
  }

  @Override
  protected void describe(Config config) {
    config.put("axis", axis());
  }
}
