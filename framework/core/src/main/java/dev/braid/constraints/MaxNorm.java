package dev.braid.constraints;

import dev.braid.Constraint;
import dev.braid.config.Config;
import dev.braid.ops.Value;

/** Limits the norm of vectors of weights. */
public final class MaxNorm implements Constraint {
  private final double max;
  private final int[] axes;

  /**
   * Creates the constraint.
   *
   * @param axes the axes of a vector; none means the first, as for {@code dense}
   */
  public MaxNorm(double max, int... axes) {
    if (!(max > 0)) {
      throw VectorNorms.refused("MaxNorm", "max", "a number above 0", max);
    }
    this.max = max;
    this.axes = axes.length == 0 ? new int[] {0} : axes.clone();
  }

  private MaxNorm(Config config) {
    max = config.number("max_value", 2);
    axes = VectorNorms.axes(config);
  }

  /** Reads Keras' configuration without a check of the limit. */
  static MaxNorm read(Config config) {
    return new MaxNorm(config);
  }

  @Override
  public Value project(Value weight) {
    Value norms = VectorNorms.of(weight, axes);
    return VectorNorms.scaled(weight, norms, norms.clip(0, max));
  }

  @Override
  public String className() {
    return "MaxNorm";
  }

  @Override
  public Config config() {
    return new Config().put("max_value", max).put("axis", VectorNorms.written(axes));
  }
}
