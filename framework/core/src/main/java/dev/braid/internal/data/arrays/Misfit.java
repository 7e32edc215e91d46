package dev.braid.internal.data.arrays;

import dev.braid.Problem;
import java.util.function.Function;

/** Stops the reading of an array whose structure does not hold. */
final class Misfit extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Function<String, Problem> problem;

  /**
   * A fault of an array that does not know its own name.
   *
   * @param problem tells the fault, given the name
   */
  Misfit(Function<String, Problem> problem) {
    super(null, null, false, false);
    this.problem = problem;
  }

  Problem of(String name) {
    return problem.apply(name);
  }
}
