package dev.braid.metrics;

/**
 * The amount by which the margin between the right class and the best wrong class falls short of 1.
 */
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
