package dev.braid.layers.regularization;

import dev.braid.config.Config;

/** Drops whole features of pictures. */
public final class SpatialDropout2D extends SpatialDropout<SpatialDropout2D> {
  public SpatialDropout2D(double rate) {
    super(rate, 2);
  }

  public static SpatialDropout2D read(Config config) {
    return new SpatialDropout2D(config.number("rate", 0)).seed(Seed.read(config));
  }
}
