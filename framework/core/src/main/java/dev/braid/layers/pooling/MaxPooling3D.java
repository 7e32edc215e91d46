package dev.braid.layers.pooling;

import dev.braid.config.Config;
import dev.braid.ops.Pooling;
import dev.braid.ops.Value;

/** Takes the maximum of each window over volumes. */
public final class MaxPooling3D extends BasePooling<MaxPooling3D> {
  /**
   * Creates the layer with a window of one size for all axes or one for each; by default it moves
   * by its size.
   */
  public MaxPooling3D(long... poolSize) {
    super(3, poolSize);
  }

  public static MaxPooling3D read(Config config) {
    return BasePooling.read(new MaxPooling3D(config.wholes("pool_size", 2)), config);
  }

  @Override
  Value pooled(Pooling pooling, Value x) {
    return pooling.max(x);
  }

  @Override
  public String className() {
    return "MaxPooling3D";
  }
}
