package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.data.signature.OutputSpec;
import dev.braid.internal.data.arrays.ArrayDescription;
import java.util.Arrays;

/** Requires one weight per sample or per time step. */
public final class ShouldHaveWeightShape {
  /** The rule's heading in the errors guide. */
  public static final String ID = "weight-shape";

  private ShouldHaveWeightShape() {}

  /** Returns the problem of weights of another shape. */
  public static Problem problem(OutputSpec spec, String form) {
    long[] shape = spec.shape();
    String steps =
        shape.length > 1
            ? " or " + ArrayDescription.shape(Arrays.copyOf(shape, shape.length - 1))
            : "";
    return new Problem(ID, spec.name(), "weights (?,)" + steps, "received " + form, "");
  }
}
