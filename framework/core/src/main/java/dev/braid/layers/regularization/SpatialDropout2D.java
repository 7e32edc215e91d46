package dev.braid.layers.regularization;

import dev.braid.config.Config;

/** Drops entire features of images. */
public final class SpatialDropout2D extends SpatialDropout<SpatialDropout2D> {
  public SpatialDropout2D(double rate) {
    super(rate, 2, false);
  }

  private SpatialDropout2D(Config config) {
    super(config.number("rate", 0), 2, true);
  }

  public static SpatialDropout2D read(Config config) {
    return new SpatialDropout2D(config).seed(SeedOption.read(config));
  }
}
