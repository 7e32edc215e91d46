package dev.braid.layers.augmentation;

import dev.braid.config.Config;

/** Turns each picture around its middle. */
public final class RandomRotation extends MovingAugmentation<RandomRotation> {
  private final Factor factor;

  /** The largest share of a full turn to either side, or the smallest and the largest share. */
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
  public double[] source(double[] lots, long height, long width) {
    double angle = 2 * Math.PI * factor.pick(lots[0]);
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
    describeMoving(config);
  }
}
