package dev.braid.internal.environment;

import dev.braid.Problem;

/** The arrays that a model takes fit into the memory that is free. */
public final class ShouldFitInMemory {
  private static final String ID = "memory";

  private ShouldFitInMemory() {}

  /** True for a problem that this rule made without knowing whose array it is. */
  public static boolean lacksName(Problem problem) {
    return problem.id().equals(ID) && problem.name().isEmpty();
  }

  /** The same problem with the name of the layer. */
  public static Problem named(String layer, Problem problem) {
    return new Problem(ID, layer, problem.expected(), problem.received(), problem.fix());
  }

  /**
   * Arrays for which there is too little memory.
   *
   * @param name the layer, weight or optimizer they belong to; empty where it is not known
   * @param what what they are
   * @param free what is free and whose it is
   * @param received how much was asked for
   */
  public static Problem problem(
      String name, String what, String free, String received, String fix) {
    return new Problem(ID, name, what + " of at most " + free, "received " + received, fix);
  }
}
