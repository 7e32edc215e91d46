package dev.braid.initializers;

import dev.braid.config.Config;

/** A uniform distribution scaled by the number of inputs, for rectifiers. */
public final class HeUniform extends ScaledInitializer<HeUniform> {
  public HeUniform() {
    super(2, Mode.FAN_IN, Distribution.UNIFORM);
  }

  static HeUniform read(Config config) {
    return new HeUniform().options(config);
  }
}
