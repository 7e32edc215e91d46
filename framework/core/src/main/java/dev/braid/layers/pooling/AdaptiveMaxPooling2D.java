package dev.braid.layers.pooling;

import dev.braid.config.Config;
import dev.braid.ops.Value;

/** Computes the maximum of windows over images, as many as the output has. */
public final class AdaptiveMaxPooling2D extends BaseAdaptivePooling<AdaptiveMaxPooling2D> {
  /** Creates the layer with one output size for all axes, or one for each. */
  public AdaptiveMaxPooling2D(long... outputSize) {
    super(2, outputSize);
  }

  public static AdaptiveMaxPooling2D read(Config config) {
    return BaseAdaptivePooling.read(new AdaptiveMaxPooling2D(config.wholes("output_size")), config);
  }

  @Override
  Value reduced(Value x, int axis) {
    return largest(x, axis);
  }

  @Override
  public String className() {
    return "AdaptiveMaxPooling2D";
  }
}
