package dev.braid.initializers;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.config.Config;
import java.util.Locale;

/**
 * A distribution whose variance is a scale divided by the number of inputs, outputs, or their mean.
 */
public final class VarianceScaling extends ScaledInitializer<VarianceScaling> {
  private final double scale;
  private final Mode mode;
  private final Distribution distribution;

  public VarianceScaling() {
    this(1, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL);
  }

  public VarianceScaling(double scale, Mode mode, Distribution distribution) {
    super(scale, mode, distribution);
    if (!(scale > 0)) {
      throw StructureException.of(
          "VarianceScaling cannot be made",
          new Problem("option", "scale", "a number above 0", "received " + scale, ""));
    }
    this.scale = scale;
    this.mode = mode;
    this.distribution = distribution;
  }

  static VarianceScaling read(Config config) {
    String distribution = config.text("distribution", "truncated_normal");
    return new VarianceScaling(
            config.number("scale", 1),
            Mode.valueOf(config.text("mode", "fan_in").toUpperCase(Locale.ROOT)),
            distribution.equals("normal")
                ? Distribution.TRUNCATED_NORMAL
                : Distribution.valueOf(distribution.toUpperCase(Locale.ROOT)))
        .options(config);
  }

  @Override
  void describe(Config config) {
    config.put("scale", scale);
    config.put("mode", mode.name().toLowerCase(Locale.ROOT));
    config.put("distribution", distribution.name().toLowerCase(Locale.ROOT));
    super.describe(config);
  }
}
