package dev.braid.layers.pooling;

import dev.braid.config.Config;
import dev.braid.ops.Pooling;
import dev.braid.ops.Value;

/** Averages each window over steps; padding beyond the edge is not counted. */
public final class AveragePooling1D extends BasePooling<AveragePooling1D> {
  /**
   * Creates the layer with a window of one size for all axes or one for each; by default it moves
   * by its size.
   */
  public AveragePooling1D(long... poolSize) {
    super(1, poolSize);
  }

  public static AveragePooling1D read(Config config) {
    return BasePooling.read(new AveragePooling1D(config.wholes("pool_size", 2)), config);
  }

  @Override
  Value pooled(Pooling pooling, Value x) {
    return pooling.average(x);
  }

  @Override
  public String className() {
    return "AveragePooling1D";
  }
}
