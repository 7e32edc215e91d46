package dev.braid.constraints;

import dev.braid.Constraint;
import dev.braid.config.Config;
import dev.braid.ops.Value;

/** Scales vectors of weights to norm 1. */
public final class UnitNorm implements Constraint {
  private final int[] axes;

  /**
   * Creates the constraint.
   *
   * @param axes the axes of a vector; none means the first, as for {@code dense}
   */
  public UnitNorm(int... axes) {
    this.axes = axes.length == 0 ? new int[] {0} : axes.clone();
  }

  static UnitNorm read(Config config) {
    return new UnitNorm(VectorNorms.axes(config));
  }

  @Override
  public Value project(Value weight) {
    return weight.divide(VectorNorms.of(weight, axes).add(VectorNorms.EPSILON));
  }

  @Override
  public String className() {
    return "UnitNorm";
  }

  @Override
  public Config config() {
    return new Config().put("axis", VectorNorms.written(axes));
  }
}
