package dev.braid.layers.regularization;

import dev.braid.config.Config;

/** The seed in a configuration. */
public final class Seed {
  private Seed() {}

  /** The number, or null where there is none. */
  public static Long read(Config config) {
    return config.get("seed") == null ? null : config.whole("seed", 0);
  }
}
