package dev.braid.layers.augmentation;

import dev.braid.config.Config;

/** Makes what is seen on each picture larger or smaller, around its middle. */
public final class RandomZoom extends MovingAugmentation<RandomZoom> {
  private final Factor height;
  private final Factor width;

  /** The same for both axes, up to a fraction in either direction. */
  public RandomZoom(double factor) {
    this(new double[] {factor});
  }

  /** The same for both axes: positive fractions show more of the image, negative ones less. */
  public RandomZoom(double[] factor) {
    this(factor, null);
  }

  /** A share for each axis; without one for the width the picture keeps its proportions. */
  public RandomZoom(double[] heightFactor, double[] widthFactor) {
    height = factor("heightFactor", -1, 1, heightFactor);
    width = widthFactor == null ? null : factor("widthFactor", -1, 1, widthFactor);
  }

  public static RandomZoom read(Config config) {
    double[] across = config.numbers("width_factor");
    return read(new RandomZoom(config.numbers("height_factor"), across), config);
  }

  @Override
  public int drawsPerSample() {
    return width == null ? 1 : 2;
  }

  @Override
  public double[] source(double[] lots, long high, long wide) {
    double down = 1 + height.pick(lots[0]);
    double across = width == null ? down : 1 + width.pick(lots[1]);
    double x = (wide - 1) / 2.0 * (1 - across);
    double y = (high - 1) / 2.0 * (1 - down);
    return new double[] {across, 0, x, 0, down, y};
  }

  @Override
  public String className() {
    return "RandomZoom";
  }

  @Override
  protected void describe(Config config) {
    config.put("data_format", "channels_last");
    config.put("height_factor", height.given());
    config.put("width_factor", width == null ? null : width.given());
    describeMoving(config);
  }
}
