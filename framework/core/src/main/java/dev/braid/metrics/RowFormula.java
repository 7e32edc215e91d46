package dev.braid.metrics;

/** A formula for one row of a prediction, its last axis. */
@FunctionalInterface
public interface RowFormula {
  double value(float[] target, float[] prediction);
}
