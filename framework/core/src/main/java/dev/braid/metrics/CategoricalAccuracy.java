package dev.braid.metrics;

/** How often the largest prediction is where the one-hot target is. */
public final class CategoricalAccuracy extends RowMetric<CategoricalAccuracy> {
  public CategoricalAccuracy() {
    super("categorical_accuracy", true);
  }

  @Override
  protected double row(float[] target, int t, float[] prediction, int p, int width) {
    return Rows.largest(target, t, width) == Rows.largest(prediction, p, width) ? 1 : 0;
  }
}
