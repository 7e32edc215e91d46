package dev.braid.layers.augmentation;

import dev.braid.config.Config;
import org.jspecify.annotations.Nullable;

/** Zooms each image in or out around its center. */
public final class RandomZoom extends AffineAugmentation<RandomZoom> {
  private final Factor height;
  private final @Nullable Factor width;

  /** Creates the layer with the same zoom for both axes, up to a fraction in either direction. */
  public RandomZoom(double factor) {
    this(new double[] {factor});
  }

  /**
   * Creates the layer with the same zoom for both axes: positive fractions zoom out, negative ones
   * zoom in.
   */
  public RandomZoom(double[] factor) {
    this(factor, null);
  }

  /**
   * Creates the layer with a fraction for each axis; without one for the width the image keeps its
   * aspect ratio.
   */
  public RandomZoom(double[] heightFactor, double @Nullable [] widthFactor) {
    height = factor("heightFactor", -1, 1, heightFactor);
    width = widthFactor == null ? null : factor("widthFactor", -1, 1, widthFactor);
  }

  public static RandomZoom read(Config config) {
    double[] across = config.numbersOrNull("width_factor");
    return read(new RandomZoom(config.numbers("height_factor"), across), config);
  }

  @Override
  public int drawsPerSample() {
    return width == null ? 1 : 2;
  }

  @Override
  public double[] source(double[] draws, long high, long wide) {
    double down = 1 + height.interpolate(draws[0]);
    double across = width == null ? down : 1 + width.interpolate(draws[1]);
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
    describeTransform(config);
  }
}
