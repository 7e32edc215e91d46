package dev.braid.layers.reshaping;

import dev.braid.config.Config;

/** Pads volumes with zeros. */
public final class ZeroPadding3D extends BaseZeroPadding<ZeroPadding3D> {
  /** The same number at both ends of each axis: one number for all axes or one for each. */
  public ZeroPadding3D(long... numbers) {
    this(symmetric(3, numbers));
  }

  /** For each axis the numbers before and after. */
  public ZeroPadding3D(long[][] sides) {
    super(3, sides);
  }

  public static ZeroPadding3D read(Config config) {
    return new ZeroPadding3D(read("ZeroPadding3D", "padding", 3, config));
  }

  @Override
  public String className() {
    return "ZeroPadding3D";
  }
}
