package dev.braid.layers.pooling;

import dev.braid.config.Config;
import dev.braid.ops.Value;
import org.jspecify.annotations.Nullable;

/** Averages each channel of an image. */
public final class GlobalAveragePooling2D extends BaseGlobalPooling<GlobalAveragePooling2D> {
  public GlobalAveragePooling2D() {
    super(2);
  }

  public static GlobalAveragePooling2D read(Config config) {
    return BaseGlobalPooling.read(new GlobalAveragePooling2D(), config);
  }

  @Override
  Value pooled(Value x, @Nullable Value mask, int... axes) {
    return x.mean(keepdims(), axes);
  }

  @Override
  public String className() {
    return "GlobalAveragePooling2D";
  }
}
