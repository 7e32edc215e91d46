package dev.braid.layers.augmentation;

import dev.braid.config.Config;
import dev.braid.layers.LayerCall;
import dev.braid.layers.regularization.Seed;
import dev.braid.ops.Value;

/** Moves the values of each picture away from their mean or towards it, channel by channel. */
public final class RandomContrast extends Augmentation<RandomContrast> {
  private final double less;
  private final double more;
  private double[] valueRange = {0, 255};

  /**
   * One share up to which contrast grows, as in Keras, or two: by how much it may fall and grow.
   */
  public RandomContrast(double... factor) {
    Factor given = factor("factor", -1, 1, factor);
    less = given.single() ? 0 : given.lower();
    more = given.upper();
    if (less < 0) {
      throw optionRefusal("factor", "shares from 0 to 1", less);
    }
  }

  public static RandomContrast read(Config config) {
    RandomContrast made = new RandomContrast(config.numbers("factor"));
    return (config.has("value_range") ? made.valueRange(config.numbers("value_range")) : made)
        .seed(Seed.read(config));
  }

  /** The lowest and the highest value that a pixel can have, 0 and 255 if not said. */
  public RandomContrast valueRange(double... range) {
    double[] own = range("valueRange", range);
    return with(copy -> copy.valueRange = own);
  }

  public double[] valueRange() {
    return valueRange.clone();
  }

  /** What a lot in [0, 1) multiplies distances from the mean by. */
  public double times(double lot) {
    return 1 - less + (more + less) * lot;
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
    config.put("factor", Factor.numbers(less, more));
    config.put("value_range", Factor.numbers(valueRange));
    config.put("seed", seed());
  }
}
