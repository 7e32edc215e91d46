package dev.braid.benchmarks.workloads;

/** An input of a workload and the distribution of its data. */
public sealed interface InputData {
  String name();

  /** Values around a centre of the sample's class; the shape is that of a sample. */
  record Numbers(String name, int... shape) implements InputData {}

  /**
   * Ids, about a third of which are from a few that are typical of the sample's class.
   *
   * @param padded whether samples differ in length, padded by 0 at the end
   */
  record Ids(String name, int vocabulary, int length, boolean padded) implements InputData {}
}
