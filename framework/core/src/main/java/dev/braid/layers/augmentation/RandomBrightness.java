package dev.braid.layers.augmentation;

import dev.braid.config.Config;
import dev.braid.layers.LayerCall;
import dev.braid.layers.regularization.Seed;
import dev.braid.ops.Value;

/** Makes each picture brighter or darker as a whole. */
public final class RandomBrightness extends Augmentation<RandomBrightness> {
  private final Factor factor;
  private double[] valueRange = {0, 255};

  /** The largest share of the values' range to either side, or the smallest and the largest. */
  public RandomBrightness(double... factor) {
    this.factor = factor("factor", -1, 1, factor);
  }

  public static RandomBrightness read(Config config) {
    RandomBrightness made = new RandomBrightness(config.numbers("factor"));
    return (config.has("value_range") ? made.valueRange(config.numbers("value_range")) : made)
        .seed(Seed.read(config));
  }

  /** The lowest and the highest value that a pixel can have, 0 and 255 if not said. */
  public RandomBrightness valueRange(double... range) {
    double[] own = range("valueRange", range);
    return with(copy -> copy.valueRange = own);
  }

  public double[] valueRange() {
    return valueRange.clone();
  }

  /** What a lot in [0, 1) adds to every pixel. */
  public double added(double lot) {
    return factor.pick(lot) * (valueRange[1] - valueRange[0]);
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
