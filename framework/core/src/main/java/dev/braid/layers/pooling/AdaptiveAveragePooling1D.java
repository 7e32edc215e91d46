package dev.braid.layers.pooling;

import dev.braid.config.Config;
import dev.braid.ops.Value;

/** Averages windows over sequences, as many as the output has. */
public final class AdaptiveAveragePooling1D extends BaseAdaptivePooling<AdaptiveAveragePooling1D> {
  /** Creates the layer with one output size for all axes, or one for each. */
  public AdaptiveAveragePooling1D(long... outputSize) {
    super(1, outputSize);
  }

  public static AdaptiveAveragePooling1D read(Config config) {
    return BaseAdaptivePooling.read(
        new AdaptiveAveragePooling1D(config.wholes("output_size")), config);
  }

  @Override
  Value reduced(Value x, int axis) {
    return x.mean(true, axis);
  }

  @Override
  public String className() {
    return "AdaptiveAveragePooling1D";
  }
}
