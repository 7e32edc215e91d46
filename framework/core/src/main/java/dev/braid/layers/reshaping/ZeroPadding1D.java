package dev.braid.layers.reshaping;

import dev.braid.config.Config;

/** Pads steps with zeros. */
public final class ZeroPadding1D extends BaseZeroPadding<ZeroPadding1D> {
  /** The same number at both ends of each axis: one number for all axes or one for each. */
  public ZeroPadding1D(long... numbers) {
    this(symmetric(1, numbers));
  }

  /** For each axis the numbers before and after. */
  public ZeroPadding1D(long[][] sides) {
    super(1, sides);
  }

  public static ZeroPadding1D read(Config config) {
    return new ZeroPadding1D(read("ZeroPadding1D", "padding", 1, config));
  }

  @Override
  public String className() {
    return "ZeroPadding1D";
  }
}
