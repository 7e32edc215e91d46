package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.data.signature.InputSpec;
import dev.braid.internal.data.arrays.ArrayDescription;

/** Requires that an array has the dimensions of its input. */
public final class ShouldHaveShape {
  /** The rule's heading in the errors guide. */
  public static final String ID = "shape";

  private ShouldHaveShape() {}

  /**
   * Returns the problem of a dimension of another size.
   *
   * @param swapped advice if arrays were passed in the wrong order, otherwise empty
   */
  public static Problem problem(InputSpec spec, String form, long[] shape, String swapped) {
    return new Problem(
        ID,
        spec.name(),
        ArrayDescription.shape(spec.shape()),
        "received " + form,
        swapped.isEmpty() ? ShapeAdvice.of(spec, shape) : swapped);
  }
}
