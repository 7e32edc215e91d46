package dev.braid.internal.environment;

import dev.braid.Problem;

/** Requires that the arrays of a model fit into the free memory. */
public final class ShouldFitInMemory {
  private static final String ID = "memory";

  private ShouldFitInMemory() {}

  /** Returns whether a problem is of this rule and names no layer or weight. */
  public static boolean lacksName(Problem problem) {
    return problem.id().equals(ID) && problem.name().isEmpty();
  }

  /** Returns the same problem with the name of the layer. */
  public static Problem named(String layer, Problem problem) {
    return new Problem(ID, layer, problem.expected(), problem.received(), problem.fix());
  }

  /**
   * Returns the problem of arrays for which the memory is too small.
   *
   * @param name the layer, weight or optimizer that they belong to; empty if unknown
   * @param what what they are
   * @param free the free memory and its source
   * @param received the size that was requested
   */
  public static Problem problem(
      String name, String what, String free, String received, String fix) {
    return new Problem(ID, name, what + " of at most " + free, "received " + received, fix);
  }
}
