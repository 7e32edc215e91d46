package dev.braid.internal.data.arrays;

import dev.braid.Problem;
import java.util.function.Function;

/** Reports that the structure of an array does not hold. */
final class MalformedArrayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Function<String, Problem> problem;

  /**
   * A fault of an array whose name is not known yet.
   *
   * @param problem makes the problem, given the name
   */
  MalformedArrayException(Function<String, Problem> problem) {
    super(null, null, false, false);
    this.problem = problem;
  }

  Problem of(String name) {
    return problem.apply(name);
  }
}
