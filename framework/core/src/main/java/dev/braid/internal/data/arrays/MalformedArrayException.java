package dev.braid.internal.data.arrays;

import dev.braid.Problem;
import java.util.function.Function;

/** Reports an array whose structure is irregular. */
final class MalformedArrayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Function<String, Problem> problem;

  /**
   * Creates the exception for an array whose name is not known yet.
   *
   * @param problem creates the problem from the name
   */
  MalformedArrayException(Function<String, Problem> problem) {
    super(null, null, false, false);
    this.problem = problem;
  }

  Problem of(String name) {
    return problem.apply(name);
  }
}
