package dev.braid.layers.reshaping;

import dev.braid.config.Config;

/** Crops the edges of volumes. */
public final class Cropping3D extends BaseCropping<Cropping3D> {
  /** The same number at both ends of each axis: one number for all axes or one for each. */
  public Cropping3D(long... numbers) {
    this(symmetric(3, numbers));
  }

  /** For each axis the numbers before and after. */
  public Cropping3D(long[][] sides) {
    super(3, sides);
  }

  public static Cropping3D read(Config config) {
    return new Cropping3D(read("Cropping3D", "cropping", 3, config));
  }

  @Override
  public String className() {
    return "Cropping3D";
  }
}
