package dev.braid.layers.pooling;

import dev.braid.config.Config;
import dev.braid.ops.Pooling;
import dev.braid.ops.Value;

/** Averages each window over images; padding beyond the edge is not counted. */
public final class AveragePooling2D extends BasePooling<AveragePooling2D> {
  /**
   * Creates the layer with a window of one size for all axes or one for each; by default it moves
   * by its size.
   */
  public AveragePooling2D(long... poolSize) {
    super(2, poolSize);
  }

  public static AveragePooling2D read(Config config) {
    return BasePooling.read(new AveragePooling2D(config.wholes("pool_size", 2)), config);
  }

  @Override
  Value pooled(Pooling pooling, Value x) {
    return pooling.average(x);
  }

  @Override
  public String className() {
    return "AveragePooling2D";
  }
}
