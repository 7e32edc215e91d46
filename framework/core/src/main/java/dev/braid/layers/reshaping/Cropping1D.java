package dev.braid.layers.reshaping;

import dev.braid.config.Config;

/** Crops the edges of steps. */
public final class Cropping1D extends BaseCropping<Cropping1D> {
  /** The same number at both ends of each axis: one number for all axes or one for each. */
  public Cropping1D(long... numbers) {
    this(symmetric(1, numbers));
  }

  /** For each axis the numbers before and after. */
  public Cropping1D(long[][] sides) {
    super(1, sides);
  }

  public static Cropping1D read(Config config) {
    return new Cropping1D(read("Cropping1D", "cropping", 1, config));
  }

  @Override
  public String className() {
    return "Cropping1D";
  }

  @Override
  protected void describe(Config config) {
    // Keras' cropping of steps has no data format
    config.put("cropping", new long[] {before(0), after(0)});
  }
}
