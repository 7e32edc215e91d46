package dev.braid.metrics;

/** The fraction of rows whose largest prediction is at the target's class index. */
public final class SparseCategoricalAccuracy extends RowMetric<SparseCategoricalAccuracy> {
  public SparseCategoricalAccuracy() {
    super("sparse_categorical_accuracy", true);
  }

  @Override
  protected boolean sparse() {
    return true;
  }

  @Override
  protected double row(float[] target, int t, float[] prediction, int p, int width) {
    return target[t] == PredictionRows.largest(prediction, p, width) ? 1 : 0;
  }
}
