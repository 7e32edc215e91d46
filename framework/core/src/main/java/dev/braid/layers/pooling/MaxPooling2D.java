package dev.braid.layers.pooling;

import dev.braid.config.Config;
import dev.braid.ops.Pooling;
import dev.braid.ops.Value;

/** Takes the maximum of each window over images. */
public final class MaxPooling2D extends BasePooling<MaxPooling2D> {
  /**
   * Creates the layer with a window of one size for all axes or one for each; by default it moves
   * by its size.
   */
  public MaxPooling2D(long... poolSize) {
    super(2, poolSize);
  }

  public static MaxPooling2D read(Config config) {
    return BasePooling.read(new MaxPooling2D(config.wholes("pool_size", 2)), config);
  }

  @Override
  Value pooled(Pooling pooling, Value x) {
    return pooling.max(x);
  }

  @Override
  public String className() {
    return "MaxPooling2D";
  }
}
