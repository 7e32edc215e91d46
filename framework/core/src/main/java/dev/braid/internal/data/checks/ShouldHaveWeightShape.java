package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.data.signature.OutputSpec;
import dev.braid.internal.data.arrays.ArrayDescription;
import java.util.Arrays;

/** There is one weight for each sample, or for each time step. */
public final class ShouldHaveWeightShape {
  /** The rule's heading in the errors guide. */
  public static final String ID = "weight-shape";

  private ShouldHaveWeightShape() {}

  /** Weights of another shape. */
  public static Problem problem(OutputSpec spec, String form) {
    long[] shape = spec.shape();
    String steps =
        shape.length > 1
            ? " or " + ArrayDescription.shape(Arrays.copyOf(shape, shape.length - 1))
            : "";
    return new Problem(ID, spec.name(), "weights (?,)" + steps, "received " + form, "");
  }
}
