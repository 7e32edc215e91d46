package dev.braid.metrics;

/** The fraction of rows whose largest prediction is at the one-hot target. */
public final class CategoricalAccuracy extends RowMetric<CategoricalAccuracy> {
  public CategoricalAccuracy() {
    super("categorical_accuracy", true);
  }

  @Override
  protected double row(float[] target, int t, float[] prediction, int p, int width) {
    return PredictionRows.largest(target, t, width) == PredictionRows.largest(prediction, p, width)
        ? 1
        : 0;
  }
}
