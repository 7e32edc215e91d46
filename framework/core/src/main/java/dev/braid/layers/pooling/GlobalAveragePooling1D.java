package dev.braid.layers.pooling;

import dev.braid.config.Config;
import dev.braid.layers.MaskUse;
import dev.braid.ops.Value;
import org.jspecify.annotations.Nullable;

/** Averages each channel of a sequence; padding is not counted. */
public final class GlobalAveragePooling1D extends BaseGlobalPooling<GlobalAveragePooling1D> {
  public GlobalAveragePooling1D() {
    super(1);
  }

  public static GlobalAveragePooling1D read(Config config) {
    return BaseGlobalPooling.read(new GlobalAveragePooling1D(), config);
  }

  @Override
  Value pooled(Value x, @Nullable Value mask, int... axes) {
    if (mask == null) {
      return x.mean(keepdims(), axes);
    }
    Value real = mask.asTypeOf(x).expand(2);
    return x.multiply(real).sum(keepdims(), axes).divide(real.sum(keepdims(), axes));
  }

  @Override
  public MaskUse maskUse(int inputs) {
    return MaskUse.RECEIVES;
  }

  @Override
  public String className() {
    return "GlobalAveragePooling1D";
  }
}
