package dev.braid.layers.pooling;

import dev.braid.config.Config;
import dev.braid.ops.Value;
import org.jspecify.annotations.Nullable;

/** Averages each channel of a volume. */
public final class GlobalAveragePooling3D extends BaseGlobalPooling<GlobalAveragePooling3D> {
  public GlobalAveragePooling3D() {
    super(3);
  }

  public static GlobalAveragePooling3D read(Config config) {
    return BaseGlobalPooling.read(new GlobalAveragePooling3D(), config);
  }

  @Override
  Value pooled(Value x, @Nullable Value mask, int... axes) {
    return x.mean(keepdims(), axes);
  }

  @Override
  public String className() {
    return "GlobalAveragePooling3D";
  }
}
