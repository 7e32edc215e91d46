package dev.braid.layers.regularization;

import dev.braid.config.Config;

/** Drops entire features of volumes. */
public final class SpatialDropout3D extends SpatialDropout<SpatialDropout3D> {
  public SpatialDropout3D(double rate) {
    super(rate, 3, false);
  }

  private SpatialDropout3D(Config config) {
    super(config.number("rate", 0), 3, true);
  }

  public static SpatialDropout3D read(Config config) {
    return new SpatialDropout3D(config).seed(SeedOption.read(config));
  }
}
