package dev.braid.metrics;

import dev.braid.config.Config;

/** The cosine of the angle between prediction and target. */
public final class CosineSimilarity extends AxisMetric<CosineSimilarity> {
  public CosineSimilarity() {
    super("cosine_similarity");
  }

  static CosineSimilarity read(Config config) {
    return new CosineSimilarity().options(config);
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

  /** Writes the axis, which Keras reads but does not write for this metric. */
  @Override
  protected void describe(Config config) {
    if (axis() != -1) {
      config.put("axis", axis());
    }
  }
}
