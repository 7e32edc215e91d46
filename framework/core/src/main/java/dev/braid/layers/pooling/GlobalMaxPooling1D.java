package dev.braid.layers.pooling;

import dev.braid.config.Config;
import dev.braid.ops.Value;
import org.jspecify.annotations.Nullable;

/** Takes the maximum of each channel of a sequence. */
public final class GlobalMaxPooling1D extends BaseGlobalPooling<GlobalMaxPooling1D> {
  public GlobalMaxPooling1D() {
    super(1);
  }

  public static GlobalMaxPooling1D read(Config config) {
    return BaseGlobalPooling.read(new GlobalMaxPooling1D(), config);
  }

  @Override
  Value pooled(Value x, @Nullable Value mask, int... axes) {
    return x.max(keepdims(), axes);
  }

  @Override
  public String className() {
    return "GlobalMaxPooling1D";
  }
}
