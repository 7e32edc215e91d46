package dev.braid.layers.pooling;

import dev.braid.config.Config;
import dev.braid.ops.Value;

/** Averages windows over images, as many as the output has. */
public final class AdaptiveAveragePooling2D extends BaseAdaptivePooling<AdaptiveAveragePooling2D> {
  /** Creates the layer with one output size for all axes, or one for each. */
  public AdaptiveAveragePooling2D(long... outputSize) {
    super(2, outputSize);
  }

  public static AdaptiveAveragePooling2D read(Config config) {
    return BaseAdaptivePooling.read(
        new AdaptiveAveragePooling2D(config.wholes("output_size")), config);
  }

  @Override
  Value reduced(Value x, int axis) {
    return x.mean(true, axis);
  }

  @Override
  public String className() {
    return "AdaptiveAveragePooling2D";
  }
}
