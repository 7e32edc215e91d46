package dev.braid.initializers;

import dev.braid.config.Config;

/** A truncated normal distribution scaled by the number of inputs, for rectifiers. */
public final class HeNormal extends ScaledInitializer<HeNormal> {
  public HeNormal() {
    super(2, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL);
  }

  static HeNormal read(Config config) {
    return new HeNormal().options(config);
  }
}
