package dev.braid.layers.pooling;

import dev.braid.config.Config;

/** The largest number of each window over volumes. */
public final class MaxPooling3D extends BasePooling<MaxPooling3D> {
  /** A window of one size for all axes or one for each; it moves by its size. */
  public MaxPooling3D(long... poolSize) {
    super(3, poolSize);
  }

  public static MaxPooling3D read(Config config) {
    return BasePooling.read(new MaxPooling3D(config.wholes("pool_size", 2)), config);
  }

  @Override
  public String className() {
    return "MaxPooling3D";
  }
}
