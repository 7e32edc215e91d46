package dev.braid.layers.reshaping;

import dev.braid.config.Config;

/** Repeats every step. */
public final class UpSampling1D extends BaseUpSampling<UpSampling1D> {
  public UpSampling1D(long size) {
    super(1, size);
  }

  public static UpSampling1D read(Config config) {
    return new UpSampling1D(config.whole("size", 2));
  }

  @Override
  public String className() {
    return "UpSampling1D";
  }

  @Override
  protected void describe(Config config) {
    config.put("size", factor(0));
  }
}
