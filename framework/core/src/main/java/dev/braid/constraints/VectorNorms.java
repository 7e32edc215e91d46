package dev.braid.constraints;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.ops.Value;
import java.util.Arrays;

/** Computes norms along axes. */
final class VectorNorms {
  static final double EPSILON = 1e-7;

  private VectorNorms() {}

  static StructureException refused(
      String constraint, String option, String expected, double received) {
    return StructureException.of(
        constraint + " cannot be made",
        new Problem("option", option, expected, "received " + received, ""));
  }

  static Value of(Value weight, int... axes) {
    return weight.square().sum(true, axes).sqrt();
  }

  /** Scales each vector from its norm to a target. */
  static Value scaled(Value weight, Value norms, Value target) {
    return weight.multiply(target.divide(norms.add(EPSILON)));
  }

  static int[] axes(Config config) {
    int[] axes = Arrays.stream(config.wholes("axis", 0)).mapToInt(Math::toIntExact).toArray();
    return axes.length == 0 ? new int[] {0} : axes;
  }

  /** One axis as a number, several as a list. */
  static Object written(int[] axes) {
    return axes.length == 1 ? (Object) axes[0] : axes.clone();
  }
}
