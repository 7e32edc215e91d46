package dev.braid.layers.augmentation;

import dev.braid.config.Config;

/** Rotates each image around its center. */
public final class RandomRotation extends AffineAugmentation<RandomRotation> {
  private final Factor factor;

  /**
   * Creates the layer with the largest fraction of a full turn in either direction, or the smallest
   * and the largest fraction.
   */
  public RandomRotation(double... factor) {
    this.factor = factor("factor", -1, 1, factor);
  }

  public static RandomRotation read(Config config) {
    return read(new RandomRotation(config.numbers("factor")), config);
  }

  @Override
  public int drawsPerSample() {
    return 1;
  }

  @Override
  public double[] source(double[] draws, long height, long width) {
    double angle = 2 * Math.PI * factor.interpolate(draws[0]);
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double x = (width - 1) / 2.0;
    double y = (height - 1) / 2.0;
    return new double[] {cos, -sin, x - x * cos + y * sin, sin, cos, y - x * sin - y * cos};
  }

  @Override
  public String className() {
    return "RandomRotation";
  }

  @Override
  protected void describe(Config config) {
    config.put("data_format", "channels_last");
    config.put("factor", factor.both());
    config.put("fill_mode", fillMode());
    config.put("fill_value", fillValue());
    describeTransform(config);
  }
}
