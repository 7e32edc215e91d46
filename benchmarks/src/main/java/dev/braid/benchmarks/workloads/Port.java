package dev.braid.benchmarks.workloads;

/** An input of a workload, and what its data looks like. */
public sealed interface Port {
  String name();

  /** Numbers scattered around a centre that the sample's class has; the shape is a sample's. */
  record Numbers(String name, int... shape) implements Port {}

  /**
   * Ids, about a third of which come from a few that the sample's class prefers.
   *
   * @param padded whether samples differ in length, 0 being the padding at their ends
   */
  record Ids(String name, int vocabulary, int length, boolean padded) implements Port {}
}
