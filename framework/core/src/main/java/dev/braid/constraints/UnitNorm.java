package dev.braid.constraints;

import dev.braid.Constraint;
import dev.braid.config.Config;
import dev.braid.ops.Value;

/** Every vector of weights has length 1. */
public final class UnitNorm implements Constraint {
  private final int[] axes;

  /**
   * The constraint.
   *
   * @param axes along which a vector lies; none means the first, as fits {@code dense}
   */
  public UnitNorm(int... axes) {
    this.axes = axes.length == 0 ? new int[] {0} : axes.clone();
  }

  static UnitNorm read(Config config) {
    return new UnitNorm(Norms.axes(config));
  }

  @Override
  public Value project(Value weight) {
    return weight.divide(Norms.of(weight, axes).add(Norms.EPSILON));
  }

  @Override
  public String className() {
    return "UnitNorm";
  }

  @Override
  public Config config() {
    return new Config().put("axis", Norms.written(axes));
  }
}
