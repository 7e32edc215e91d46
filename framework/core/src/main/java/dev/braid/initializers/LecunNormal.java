package dev.braid.initializers;

import dev.braid.config.Config;

/** A truncated normal distribution scaled by the number of inputs. */
public final class LecunNormal extends ScaledInitializer<LecunNormal> {
  public LecunNormal() {
    super(1, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL);
  }

  static LecunNormal read(Config config) {
    return new LecunNormal().options(config);
  }
}
