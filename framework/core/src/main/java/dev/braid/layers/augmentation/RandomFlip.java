package dev.braid.layers.augmentation;

import dev.braid.config.Config;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SpatialAxes;
import dev.braid.layers.regularization.SeedOption;
import dev.braid.ops.Value;
import java.util.List;

/**
 * Flips each image with probability one half: horizontally, vertically, or in both directions at
 * once.
 */
public final class RandomFlip extends BaseAugmentation<RandomFlip> {
  private static final List<String> MODES =
      List.of("horizontal", "vertical", "horizontal_and_vertical");

  private String mode = "horizontal_and_vertical";

  public static RandomFlip read(Config config) {
    SpatialAxes.requireChannelsLast("RandomFlip", config);
    return new RandomFlip()
        .mode(config.text("mode", "horizontal_and_vertical"))
        .seed(SeedOption.read(config));
  }

  /**
   * Sets the mode: horizontal, vertical or horizontal_and_vertical, which flips in both directions
   * at once.
   */
  public RandomFlip mode(String which) {
    oneOf("mode", MODES, which);
    return with(copy -> copy.mode = which);
  }

  public boolean horizontal() {
    return mode.startsWith("horizontal");
  }

  public boolean vertical() {
    return mode.endsWith("vertical");
  }

  @Override
  Value changed(LayerCall call, Value x) {
    Value selected = perImage(call, x, drawn -> drawn <= 0.5 ? 1 : 0);
    Value flipped = horizontal() ? x.reverse(2) : x;
    flipped = vertical() ? flipped.reverse(1) : flipped;
    return flipped.where(selected, x);
  }

  @Override
  public String className() {
    return "RandomFlip";
  }

  @Override
  protected void describe(Config config) {
    config.put("data_format", "channels_last");
    config.put("seed", seed());
    config.put("mode", mode);
  }
}
