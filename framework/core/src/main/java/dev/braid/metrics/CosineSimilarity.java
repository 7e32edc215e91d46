package dev.braid.metrics;

/** The cosine of the angle between prediction and target. */
public final class CosineSimilarity extends RowMetric<CosineSimilarity> {
  public CosineSimilarity() {
    super("cosine_similarity", true);
  }

  @Override
  protected double row(float[] target, int t, float[] prediction, int p, int width) {
    double both = 0;
    double targets = 0;
    double predictions = 0;
    for (int i = 0; i < width; i++) {
      both += (double) target[t + i] * prediction[p + i];
      targets += (double) target[t + i] * target[t + i];
      predictions += (double) prediction[p + i] * prediction[p + i];
    }
    return both
        / (Math.max(Math.sqrt(targets), EPSILON) * Math.max(Math.sqrt(predictions), EPSILON));
  }
}
