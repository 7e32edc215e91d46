package dev.braid.layers.regularization;

import dev.braid.config.Config;

/** Drops entire features of sequences. */
public final class SpatialDropout1D extends SpatialDropout<SpatialDropout1D> {
  public SpatialDropout1D(double rate) {
    super(rate, 1, false);
  }

  private SpatialDropout1D(Config config) {
    super(config.number("rate", 0), 1, true);
  }

  public static SpatialDropout1D read(Config config) {
    return new SpatialDropout1D(config).seed(SeedOption.read(config));
  }
}
