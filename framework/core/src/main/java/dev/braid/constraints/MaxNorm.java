package dev.braid.constraints;

import dev.braid.Constraint;
import dev.braid.config.Config;
import dev.braid.ops.Value;

/** No vector of weights is longer than a limit. */
public final class MaxNorm implements Constraint {
  private final double max;
  private final int[] axes;

  /**
   * A limit of length.
   *
   * @param axes along which a vector lies; none means the first, as fits {@code dense}
   */
  public MaxNorm(double max, int... axes) {
    if (!(max > 0)) {
      throw Norms.refused("MaxNorm", "max", "a number above 0", max);
    }
    this.max = max;
    this.axes = axes.length == 0 ? new int[] {0} : axes.clone();
  }

  private MaxNorm(Config config) {
    max = config.number("max_value", 2);
    axes = Norms.axes(config);
  }

  /** What Keras wrote, whatever the limit is. */
  static MaxNorm read(Config config) {
    return new MaxNorm(config);
  }

  @Override
  public Value project(Value weight) {
    Value norms = Norms.of(weight, axes);
    return Norms.scaled(weight, norms, norms.clip(0, max));
  }

  @Override
  public String className() {
    return "MaxNorm";
  }

  @Override
  public Config config() {
    return new Config().put("max_value", max).put("axis", Norms.written(axes));
  }
}
