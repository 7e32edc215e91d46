package dev.braid.constraints;

import dev.braid.Constraint;
import dev.braid.config.Config;
import dev.braid.ops.Value;

/** The length of every vector of weights moves into a range. */
public final class MinMaxNorm implements Constraint {
  private final double min;
  private final double max;
  private final double rate;
  private final int[] axes;

  /**
   * A range of lengths.
   *
   * @param rate the share of the way into the range that is gone at each update
   * @param axes along which a vector lies; none means the first, as fits {@code dense}
   */
  public MinMaxNorm(double min, double max, double rate, int... axes) {
    if (!(min >= 0)) {
      throw Norms.refused("MinMaxNorm", "min", "a number of at least 0", min);
    }
    if (!(max > 0 && max >= min)) {
      throw Norms.refused("MinMaxNorm", "max", "a number above 0 and from " + min, max);
    }
    if (!(rate > 0 && rate <= 1)) {
      throw Norms.refused("MinMaxNorm", "rate", "a number above 0 and up to 1", rate);
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
    axes = Norms.axes(config);
  }

  /** What Keras wrote, whatever the limits are. */
  static MinMaxNorm read(Config config) {
    return new MinMaxNorm(config);
  }

  /** The same constraint, kept in steps. */
  public MinMaxNorm rate(double share) {
    return new MinMaxNorm(min, max, share, axes);
  }

  @Override
  public Value project(Value weight) {
    Value norms = Norms.of(weight, axes);
    Value wanted = norms.clip(min, max).multiply(rate).add(norms.multiply(1 - rate));
    return Norms.scaled(weight, norms, wanted);
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
        .put("axis", Norms.written(axes));
  }
}
