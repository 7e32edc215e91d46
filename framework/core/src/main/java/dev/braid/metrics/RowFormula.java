package dev.braid.metrics;

/** What one row of a prediction, its last axis, is worth. */
@FunctionalInterface
public interface RowFormula {
  double value(float[] target, float[] prediction);
}
