package dev.braid.layers.regularization;

import dev.braid.config.Config;

/** Drops whole features of volumes. */
public final class SpatialDropout3D extends SpatialDropout<SpatialDropout3D> {
  public SpatialDropout3D(double rate) {
    super(rate, 3);
  }

  public static SpatialDropout3D read(Config config) {
    return new SpatialDropout3D(config.number("rate", 0)).seed(Seed.read(config));
  }
}
