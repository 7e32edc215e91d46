package dev.braid.benchmarks.workloads;

/**
 * How large a workload is made.
 *
 * @param batch samples in a step
 * @param length steps of the longest sequence; 0 where there is none
 * @param width by how much the number of units in every layer is multiplied
 */
public record Size(int batch, int length, double width) {
  public Size withBatch(int samples) {
    return new Size(samples, length, width);
  }

  public Size withLength(int steps) {
    return new Size(batch, steps, width);
  }

  public Size withWidth(double factor) {
    return new Size(batch, length, factor);
  }

  /** Units of a layer that has {@code units} at width 1. */
  public int wide(int units) {
    return (int) Math.max(1, Math.round(units * width));
  }
}
