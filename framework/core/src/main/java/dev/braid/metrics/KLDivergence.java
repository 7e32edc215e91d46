package dev.braid.metrics;

/** How much a predicted distribution differs from the target's. */
public final class KLDivergence extends RowMetric<KLDivergence> {
  public KLDivergence() {
    super("kl_divergence", false);
  }

  @Override
  protected double row(float[] target, int t, float[] prediction, int p, int width) {
    double sum = 0;
    for (int i = 0; i < width; i++) {
      double wanted = Math.min(1, Math.max(EPSILON, target[t + i]));
      sum += wanted * Math.log(wanted / Math.min(1, Math.max(EPSILON, prediction[p + i])));
    }
    return sum;
  }
}
