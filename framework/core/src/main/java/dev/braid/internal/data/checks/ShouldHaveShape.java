package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.data.signature.InputSpec;
import dev.braid.internal.data.arrays.ArrayDescription;

/** The dimensions of an array are those of its input. */
public final class ShouldHaveShape {
  /** The rule's heading in the errors guide. */
  public static final String ID = "shape";

  private ShouldHaveShape() {}

  /**
   * A dimension of another size.
   *
   * @param swapped advice where arrays were passed in the wrong order; empty where they were not
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
