package dev.braid.layers.pooling;

import dev.braid.config.Config;
import dev.braid.ops.Value;

/** Averages windows over volumes, as many as the output has. */
public final class AdaptiveAveragePooling3D extends BaseAdaptivePooling<AdaptiveAveragePooling3D> {
  /** Creates the layer with one output size for all axes, or one for each. */
  public AdaptiveAveragePooling3D(long... outputSize) {
    super(3, outputSize);
  }

  public static AdaptiveAveragePooling3D read(Config config) {
    return BaseAdaptivePooling.read(
        new AdaptiveAveragePooling3D(config.wholes("output_size")), config);
  }

  @Override
  Value reduced(Value x, int axis) {
    return x.mean(true, axis);
  }

  @Override
  public String className() {
    return "AdaptiveAveragePooling3D";
  }
}
