package dev.braid.layers.pooling;

import dev.braid.config.Config;

/** The average number of each channel of a sequence; padding does not count. */
public final class GlobalAveragePooling1D extends BaseGlobalPooling<GlobalAveragePooling1D> {
  public GlobalAveragePooling1D() {
    super(1);
  }

  public static GlobalAveragePooling1D read(Config config) {
    return BaseGlobalPooling.read(new GlobalAveragePooling1D(), config);
  }

  @Override
  public String className() {
    return "GlobalAveragePooling1D";
  }
}
