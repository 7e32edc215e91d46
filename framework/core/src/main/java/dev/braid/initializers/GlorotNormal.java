package dev.braid.initializers;

import dev.braid.config.Config;

/** A truncated normal distribution scaled by the mean of the numbers of inputs and outputs. */
public final class GlorotNormal extends ScaledInitializer<GlorotNormal> {
  public GlorotNormal() {
    super(1, Mode.FAN_AVG, Distribution.TRUNCATED_NORMAL);
  }

  static GlorotNormal read(Config config) {
    return new GlorotNormal().options(config);
  }
}
