package dev.braid.constraints;

import dev.braid.config.Config;
import dev.braid.ops.Value;
import java.util.Arrays;

/** Lengths along axes. */
final class Norms {
  static final double EPSILON = 1e-7;

  private Norms() {}

  static Value of(Value weight, int... axes) {
    return weight.square().sum(true, axes).sqrt();
  }

  /** Each vector scaled from its length to another. */
  static Value scaled(Value weight, Value norms, Value wanted) {
    return weight.multiply(wanted.divide(norms.add(EPSILON)));
  }

  static int[] axes(Config config) {
    return Arrays.stream(config.wholes("axis", 0)).mapToInt(Math::toIntExact).toArray();
  }

  /** One axis as a number, several as a list. */
  static Object written(int[] axes) {
    return axes.length == 1 ? (Object) axes[0] : axes.clone();
  }
}
