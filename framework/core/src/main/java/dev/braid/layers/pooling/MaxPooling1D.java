package dev.braid.layers.pooling;

import dev.braid.config.Config;
import dev.braid.ops.Pooling;
import dev.braid.ops.Value;

/** Takes the maximum of each window over steps. */
public final class MaxPooling1D extends BasePooling<MaxPooling1D> {
  /**
   * Creates the layer with a window of one size for all axes or one for each; by default it moves
   * by its size.
   */
  public MaxPooling1D(long... poolSize) {
    super(1, poolSize);
  }

  public static MaxPooling1D read(Config config) {
    return BasePooling.read(new MaxPooling1D(config.wholes("pool_size", 2)), config);
  }

  @Override
  Value pooled(Pooling pooling, Value x) {
    return pooling.max(x);
  }

  @Override
  public String className() {
    return "MaxPooling1D";
  }
}
