package dev.braid.layers.regularization;

import dev.braid.config.Config;
import org.jspecify.annotations.Nullable;

/** Reads the seed of a configuration. */
public final class SeedOption {
  private SeedOption() {}

  /** The seed, or null if none is set. */
  public static @Nullable Long read(Config config) {
    return config.get("seed") == null ? null : config.whole("seed", 0);
  }
}
