package dev.braid.initializers;

import dev.braid.Initializer;
import dev.braid.config.Config;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A distribution whose variance depends on the number of a unit's inputs or outputs.
 *
 * @param <T> the initializer's class
 */
public abstract class ScaledInitializer<T extends ScaledInitializer<T>>
    extends RandomInitializer<T> {
  /** The deviation of a normal distribution cut off at two deviations. */
  private static final double TRUNCATED_DEVIATION = 0.8796256610342398;

  private final double scale;
  private final Mode mode;
  private final Distribution distribution;
  private long @Nullable [] inputAxes;
  private long @Nullable [] outputAxes;

  /** The number by which the variance is divided. */
  public enum Mode {
    FAN_IN,
    FAN_OUT,
    FAN_AVG
  }

  /** The kinds of distributions. */
  public enum Distribution {
    TRUNCATED_NORMAL,
    UNTRUNCATED_NORMAL,
    UNIFORM
  }

  ScaledInitializer(double scale, Mode mode, Distribution distribution) {
    this.scale = scale;
    this.mode = mode;
    this.distribution = distribution;
  }

  /** Applies the seed and the axes. */
  final T options(Config config) {
    T copy = seeded(config.get("seed"));
    ((ScaledInitializer<?>) copy).inputAxes =
        config.get("input_axes") == null ? null : config.wholes("input_axes");
    ((ScaledInitializer<?>) copy).outputAxes =
        config.get("output_axes") == null ? null : config.wholes("output_axes");
    return copy;
  }

  /** A copy that counts inputs and outputs along given axes of a weight, unless axes are set. */
  public final Initializer along(long[] inputs, long[] outputs) {
    if (inputAxes != null && outputAxes != null) {
      return this;
    }
    T copy = copy();
    ((ScaledInitializer<?>) copy).inputAxes = inputs.clone();
    ((ScaledInitializer<?>) copy).outputAxes = outputs.clone();
    return copy;
  }

  @Override
  final float[] draw(long[] shape, RandomGenerator random) {
    FanSizes fans = FanSizes.of(shape, inputAxes, outputAxes);
    double divisor =
        switch (mode) {
          case FAN_IN -> fans.in();
          case FAN_OUT -> fans.out();
          case FAN_AVG -> (fans.in() + fans.out()) / 2;
        };
    double variance = scale / Math.max(1, divisor);
    double deviation = Math.sqrt(variance);
    double limit = Math.sqrt(3 * variance);
    return switch (distribution) {
      case TRUNCATED_NORMAL -> truncated(shape, 0, deviation / TRUNCATED_DEVIATION, random);
      case UNTRUNCATED_NORMAL -> normal(shape, 0, deviation, random);
      case UNIFORM -> uniform(shape, -limit, limit, random);
    };
  }

  @Override
  void describe(Config config) {
    config.put("input_axes", inputAxes).put("output_axes", outputAxes);
  }
}
