package dev.braid.layers.reshaping;

import dev.braid.config.Config;

/** Crops the edges of images. */
public final class Cropping2D extends BaseCropping<Cropping2D> {
  /** The same number at both ends of each axis: one number for all axes or one for each. */
  public Cropping2D(long... numbers) {
    this(symmetric(2, numbers));
  }

  /** For each axis the numbers before and after. */
  public Cropping2D(long[][] sides) {
    super(2, sides);
  }

  public static Cropping2D read(Config config) {
    return new Cropping2D(read("Cropping2D", "cropping", 2, config));
  }

  @Override
  public String className() {
    return "Cropping2D";
  }
}
