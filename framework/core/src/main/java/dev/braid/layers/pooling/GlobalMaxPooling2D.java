package dev.braid.layers.pooling;

import dev.braid.config.Config;
import dev.braid.ops.Value;
import org.jspecify.annotations.Nullable;

/** Takes the maximum of each channel of an image. */
public final class GlobalMaxPooling2D extends BaseGlobalPooling<GlobalMaxPooling2D> {
  public GlobalMaxPooling2D() {
    super(2);
  }

  public static GlobalMaxPooling2D read(Config config) {
    return BaseGlobalPooling.read(new GlobalMaxPooling2D(), config);
  }

  @Override
  Value pooled(Value x, @Nullable Value mask, int... axes) {
    return x.max(keepdims(), axes);
  }

  @Override
  public String className() {
    return "GlobalMaxPooling2D";
  }
}
