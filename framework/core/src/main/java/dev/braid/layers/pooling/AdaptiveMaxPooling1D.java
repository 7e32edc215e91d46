package dev.braid.layers.pooling;

import dev.braid.config.Config;
import dev.braid.ops.Value;

/** Computes the maximum of windows over sequences, as many as the output has. */
public final class AdaptiveMaxPooling1D extends BaseAdaptivePooling<AdaptiveMaxPooling1D> {
  /** Creates the layer with one output size for all axes, or one for each. */
  public AdaptiveMaxPooling1D(long... outputSize) {
    super(1, outputSize);
  }

  public static AdaptiveMaxPooling1D read(Config config) {
    return BaseAdaptivePooling.read(new AdaptiveMaxPooling1D(config.wholes("output_size")), config);
  }

  @Override
  Value reduced(Value x, int axis) {
    return largest(x, axis);
  }

  @Override
  public String className() {
    return "AdaptiveMaxPooling1D";
  }
}
