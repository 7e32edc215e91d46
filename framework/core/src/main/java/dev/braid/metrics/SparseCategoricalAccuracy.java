package dev.braid.metrics;

/** How often the largest prediction is at the target's class number. */
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
    return target[t] == Rows.largest(prediction, p, width) ? 1 : 0;
  }
}
