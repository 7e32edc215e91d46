package dev.braid.benchmarks.workloads;

/**
 * The size of a workload.
 *
 * @param batch samples in a step
 * @param length steps of the longest sequence; 0 if there is none
 * @param width the factor of the number of units in every layer
 */
public record WorkloadSize(int batch, int length, double width) {
  public WorkloadSize withBatch(int samples) {
    return new WorkloadSize(samples, length, width);
  }

  public WorkloadSize withLength(int steps) {
    return new WorkloadSize(batch, steps, width);
  }

  public WorkloadSize withWidth(double factor) {
    return new WorkloadSize(batch, length, factor);
  }

  /** The units of a layer that has {@code units} at width 1. */
  public int wide(int units) {
    return (int) Math.max(1, Math.round(units * width));
  }
}
