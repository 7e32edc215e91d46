package dev.braid.layers.augmentation;

import dev.braid.config.Config;
import dev.braid.layers.LayerCall;
import dev.braid.layers.regularization.SeedOption;
import dev.braid.ops.Value;

/** Changes the brightness of each image. */
public final class RandomBrightness extends BaseAugmentation<RandomBrightness> {
  private final Factor factor;
  private double[] valueRange = {0, 255};

  /**
   * Creates the layer with the largest fraction of the value range in either direction, or the
   * smallest and the largest.
   */
  public RandomBrightness(double... factor) {
    this.factor = factor("factor", -1, 1, factor);
  }

  public static RandomBrightness read(Config config) {
    RandomBrightness made = new RandomBrightness(config.numbers("factor"));
    return (config.has("value_range") ? made.valueRange(config.numbers("value_range")) : made)
        .seed(SeedOption.read(config));
  }

  /** Sets the lowest and the highest value of a pixel, 0 and 255 by default. */
  public RandomBrightness valueRange(double... range) {
    double[] checked = range("valueRange", range);
    return with(copy -> copy.valueRange = checked);
  }

  public double[] valueRange() {
    return valueRange.clone();
  }

  /** The value that a random draw in [0, 1) adds to every pixel. */
  public double added(double draw) {
    return factor.interpolate(draw) * (valueRange[1] - valueRange[0]);
  }

  @Override
  Value changed(LayerCall call, Value x) {
    return x.add(perImage(call, x, this::added)).clip(valueRange[0], valueRange[1]);
  }

  @Override
  public String className() {
    return "RandomBrightness";
  }

  @Override
  protected void describe(Config config) {
    config.put("data_format", "channels_last");
    config.put("factor", factor.both());
    config.put("value_range", Factor.numbers(valueRange));
    config.put("seed", seed());
  }
}
