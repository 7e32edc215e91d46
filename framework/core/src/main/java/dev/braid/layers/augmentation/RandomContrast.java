package dev.braid.layers.augmentation;

import dev.braid.config.Config;
import dev.braid.layers.LayerCall;
import dev.braid.layers.regularization.SeedOption;
import dev.braid.ops.Value;

/**
 * Changes the contrast of each image: moves values away from their channel's mean or towards it.
 */
public final class RandomContrast extends BaseAugmentation<RandomContrast> {
  private final double decrease;
  private final double increase;
  private double[] valueRange = {0, 255};

  /**
   * Creates the layer with one fraction by which contrast grows at most, as in Keras, or two: the
   * largest decrease and increase.
   */
  public RandomContrast(double... factor) {
    Factor given = factor("factor", -1, 1, factor);
    decrease = given.single() ? 0 : given.lower();
    increase = given.upper();
    if (decrease < 0) {
      throw optionRefusal("factor", "fractions from 0 to 1", decrease);
    }
  }

  public static RandomContrast read(Config config) {
    RandomContrast made = new RandomContrast(config.numbers("factor"));
    return (config.has("value_range") ? made.valueRange(config.numbers("value_range")) : made)
        .seed(SeedOption.read(config));
  }

  /** Sets the lowest and the highest value of a pixel, 0 and 255 by default. */
  public RandomContrast valueRange(double... range) {
    double[] checked = range("valueRange", range);
    return with(copy -> copy.valueRange = checked);
  }

  public double[] valueRange() {
    return valueRange.clone();
  }

  /** The factor by which a random draw in [0, 1) multiplies distances from the mean. */
  public double times(double draw) {
    return 1 - decrease + (increase + decrease) * draw;
  }

  @Override
  Value changed(LayerCall call, Value x) {
    Value times = perImage(call, x, this::times);
    Value mean = x.mean(true, 1, 2);
    return x.subtract(mean).multiply(times).add(mean).clip(valueRange[0], valueRange[1]);
  }

  @Override
  public String className() {
    return "RandomContrast";
  }

  @Override
  protected void describe(Config config) {
    config.put("data_format", "channels_last");
    config.put("factor", Factor.numbers(decrease, increase));
    config.put("value_range", Factor.numbers(valueRange));
    config.put("seed", seed());
  }
}
