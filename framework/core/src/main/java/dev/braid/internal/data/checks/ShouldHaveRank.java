package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.data.signature.InputSpec;
import dev.braid.internal.data.arrays.ArrayDescription;

/** An array has as many dimensions as its input. */
public final class ShouldHaveRank {
  /** The rule's heading in the errors guide. */
  public static final String ID = "rank";

  private ShouldHaveRank() {}

  /**
   * Too many or too few dimensions.
   *
   * @param swapped advice where arrays were passed in the wrong order; empty where they were not
   */
  public static Problem problem(InputSpec spec, String form, long[] shape, String swapped) {
    int rank = spec.shape().length + 1;
    return new Problem(
        ID,
        spec.name(),
        ArrayDescription.shape(spec.shape())
            + ", "
            + rank
            + (rank == 1 ? " dimension" : " dimensions"),
        "received " + form + ", " + shape.length,
        swapped.isEmpty() ? ShapeAdvice.of(spec, shape) : swapped);
  }
}
