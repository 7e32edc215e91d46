package dev.braid.layers.pooling;

import dev.braid.config.Config;
import dev.braid.ops.Pooling;
import dev.braid.ops.Value;

/** Averages each window over volumes; padding beyond the edge is not counted. */
public final class AveragePooling3D extends BasePooling<AveragePooling3D> {
  /**
   * Creates the layer with a window of one size for all axes or one for each; by default it moves
   * by its size.
   */
  public AveragePooling3D(long... poolSize) {
    super(3, poolSize);
  }

  public static AveragePooling3D read(Config config) {
    return BasePooling.read(new AveragePooling3D(config.wholes("pool_size", 2)), config);
  }

  @Override
  Value pooled(Pooling pooling, Value x) {
    return pooling.average(x);
  }

  @Override
  public String className() {
    return "AveragePooling3D";
  }
}
