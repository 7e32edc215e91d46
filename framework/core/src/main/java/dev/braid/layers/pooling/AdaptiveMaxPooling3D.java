package dev.braid.layers.pooling;

import dev.braid.config.Config;
import dev.braid.ops.Value;

/** Computes the maximum of windows over volumes, as many as the output has. */
public final class AdaptiveMaxPooling3D extends BaseAdaptivePooling<AdaptiveMaxPooling3D> {
  /** Creates the layer with one output size for all axes, or one for each. */
  public AdaptiveMaxPooling3D(long... outputSize) {
    super(3, outputSize);
  }

  public static AdaptiveMaxPooling3D read(Config config) {
    return BaseAdaptivePooling.read(new AdaptiveMaxPooling3D(config.wholes("output_size")), config);
  }

  @Override
  Value reduced(Value x, int axis) {
    return largest(x, axis);
  }

  @Override
  public String className() {
    return "AdaptiveMaxPooling3D";
  }
}
