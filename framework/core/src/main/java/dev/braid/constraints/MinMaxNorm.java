package dev.braid.constraints;

import dev.braid.Constraint;
import dev.braid.config.Config;
import dev.braid.ops.Value;

/** Moves the norm of vectors of weights into a range. */
public final class MinMaxNorm implements Constraint {
  private final double min;
  private final double max;
  private final double rate;
  private final int[] axes;

  /**
   * Creates the constraint.
   *
   * @param rate the fraction of the distance to the range that is covered at each update
   * @param axes the axes of a vector; none means the first, as for {@code dense}
   */
  public MinMaxNorm(double min, double max, double rate, int... axes) {
    if (!(min >= 0)) {
      throw VectorNorms.refused("MinMaxNorm", "min", "a number of at least 0", min);
    }
    if (!(max > 0 && max >= min)) {
      throw VectorNorms.refused(
          "MinMaxNorm", "max", "a number above 0 and of at least " + min, max);
    }
    if (!(rate > 0 && rate <= 1)) {
      throw VectorNorms.refused("MinMaxNorm", "rate", "a number above 0 and up to 1", rate);
    }
    this.min = min;
    this.max = max;
    this.rate = rate;
    this.axes = axes.length == 0 ? new int[] {0} : axes.clone();
  }

  private MinMaxNorm(Config config) {
    min = config.number("min_value", 0);
    max = config.number("max_value", 1);
    rate = config.number("rate", 1);
    axes = VectorNorms.axes(config);
  }

  /** Reads Keras' configuration without a check of the limits. */
  static MinMaxNorm read(Config config) {
    return new MinMaxNorm(config);
  }

  /** A copy that is applied gradually. */
  public MinMaxNorm rate(double fraction) {
    return new MinMaxNorm(min, max, fraction, axes);
  }

  @Override
  public Value project(Value weight) {
    Value norms = VectorNorms.of(weight, axes);
    Value target = norms.clip(min, max).multiply(rate).add(norms.multiply(1 - rate));
    return VectorNorms.scaled(weight, norms, target);
  }

  @Override
  public String className() {
    return "MinMaxNorm";
  }

  @Override
  public Config config() {
    return new Config()
        .put("min_value", min)
        .put("max_value", max)
        .put("rate", rate)
        .put("axis", VectorNorms.written(axes));
  }
}
