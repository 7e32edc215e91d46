package dev.braid.layers.reshaping;

import dev.braid.config.Config;

/** Pads images with zeros. */
public final class ZeroPadding2D extends BaseZeroPadding<ZeroPadding2D> {
  /** The same number at both ends of each axis: one number for all axes or one for each. */
  public ZeroPadding2D(long... numbers) {
    this(symmetric(2, numbers));
  }

  /** For each axis the numbers before and after. */
  public ZeroPadding2D(long[][] sides) {
    super(2, sides);
  }

  public static ZeroPadding2D read(Config config) {
    return new ZeroPadding2D(read("ZeroPadding2D", "padding", 2, config));
  }

  @Override
  public String className() {
    return "ZeroPadding2D";
  }
}
