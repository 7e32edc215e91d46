package dev.braid.metrics;

/** What is missing to a margin of 1 between the right class and the best wrong one. */
public final class CategoricalHinge extends RowMetric<CategoricalHinge> {
  public CategoricalHinge() {
    super("categorical_hinge", false);
  }

  @Override
  protected double row(float[] target, int t, float[] prediction, int p, int width) {
    double right = 0;
    double wrong = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < width; i++) {
      right += (double) target[t + i] * prediction[p + i];
      wrong = Math.max(wrong, (1.0 - target[t + i]) * prediction[p + i]);
    }
    return Math.max(0, wrong - right + 1);
  }
}
