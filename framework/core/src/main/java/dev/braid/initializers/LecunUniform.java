package dev.braid.initializers;

import dev.braid.config.Config;

/** A uniform distribution scaled by the number of inputs. */
public final class LecunUniform extends ScaledInitializer<LecunUniform> {
  public LecunUniform() {
    super(1, Mode.FAN_IN, Distribution.UNIFORM);
  }

  static LecunUniform read(Config config) {
    return new LecunUniform().options(config);
  }
}
