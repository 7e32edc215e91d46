package dev.braid.layers.pooling;

import dev.braid.config.Config;
import dev.braid.ops.Value;
import org.jspecify.annotations.Nullable;

/** Takes the maximum of each channel of a volume. */
public final class GlobalMaxPooling3D extends BaseGlobalPooling<GlobalMaxPooling3D> {
  public GlobalMaxPooling3D() {
    super(3);
  }

  public static GlobalMaxPooling3D read(Config config) {
    return BaseGlobalPooling.read(new GlobalMaxPooling3D(), config);
  }

  @Override
  Value pooled(Value x, @Nullable Value mask, int... axes) {
    return x.max(keepdims(), axes);
  }

  @Override
  public String className() {
    return "GlobalMaxPooling3D";
  }
}
