package dev.braid.layers.augmentation;

import dev.braid.config.Config;

/** Translates each image. */
public final class RandomTranslation extends AffineAugmentation<RandomTranslation> {
  private final Factor height;
  private final Factor width;

  /** Creates the layer with the largest fraction of the height and of the width. */
  public RandomTranslation(double heightFactor, double widthFactor) {
    this(new double[] {heightFactor}, new double[] {widthFactor});
  }

  /**
   * Creates the layer with one fraction for each axis, or the smallest and the largest; positive
   * ones move down and right.
   */
  public RandomTranslation(double[] heightFactor, double[] widthFactor) {
    height = factor("heightFactor", -1, 1, heightFactor);
    width = factor("widthFactor", -1, 1, widthFactor);
  }

  public static RandomTranslation read(Config config) {
    double[] down = config.numbers("height_factor");
    return read(new RandomTranslation(down, config.numbers("width_factor")), config);
  }

  @Override
  public int drawsPerSample() {
    return 2;
  }

  @Override
  public double[] source(double[] draws, long high, long wide) {
    double down = height.interpolate(draws[0]) * high;
    double right = width.interpolate(draws[1]) * wide;
    return new double[] {1, 0, -right, 0, 1, -down};
  }

  @Override
  public String className() {
    return "RandomTranslation";
  }

  @Override
  protected void describe(Config config) {
    config.put("data_format", "channels_last");
    config.put("height_factor", height.given());
    config.put("width_factor", width.given());
    describeTransform(config);
  }
}
