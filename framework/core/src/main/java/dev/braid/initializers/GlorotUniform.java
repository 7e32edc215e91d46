package dev.braid.initializers;

import dev.braid.config.Config;

/** A uniform distribution scaled by the mean of the numbers of inputs and outputs. */
public final class GlorotUniform extends ScaledInitializer<GlorotUniform> {
  public GlorotUniform() {
    super(1, Mode.FAN_AVG, Distribution.UNIFORM);
  }

  static GlorotUniform read(Config config) {
    return new GlorotUniform().options(config);
  }
}
