package dev.braid.metrics;

/** The Kullback-Leibler divergence of the predicted distribution from the target's. */
public final class KLDivergence extends RowMetric<KLDivergence> {
  public KLDivergence() {
    super("kl_divergence", false);
  }

  @Override
  protected double row(float[] target, int t, float[] prediction, int p, int width) {
    double sum = 0;
    for (int i = 0; i < width; i++) {
      double clipped = Math.min(1, Math.max(EPSILON, target[t + i]));
      sum += clipped * Math.log(clipped / Math.min(1, Math.max(EPSILON, prediction[p + i])));
    }
    return sum;
  }
}
