package dev.braid.layers.augmentation;

import dev.braid.DType;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SpatialAxes;
import dev.braid.layers.preprocessing.CenterCrop;
import dev.braid.layers.regularization.SeedOption;
import dev.braid.ops.ImageResize;
import dev.braid.ops.Value;
import java.util.List;

/**
 * Crops images at a random position, the same for the entire batch; outside training, and where
 * images are too small, resizes the largest centered crop of the same aspect ratio.
 *
 * <p>Keras documents the same, although it passes images on unchanged outside training.
 */
public final class RandomCrop extends BaseAugmentation<RandomCrop> {
  private final long height;
  private final long width;

  public RandomCrop(long height, long width) {
    this.height = height;
    this.width = width;
    positive("height", height);
    positive("width", width);
  }

  public static RandomCrop read(Config config) {
    SpatialAxes.requireChannelsLast("RandomCrop", config);
    return new RandomCrop(config.whole("height", 0), config.whole("width", 0))
        .seed(SeedOption.read(config));
  }

  public long height() {
    return height;
  }

  public long width() {
    return width;
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    Spec input = only(inputs, 3, SpatialAxes.meaning(2));
    return List.of(input.withShape(height, width, input.last()).withDtype(DType.FLOAT32));
  }

  @Override
  Value changed(LayerCall call, Value x) {
    if (x.size(1) <= height || x.size(2) <= width) {
      return unchanged(x);
    }
    double[] drawn = draws(call, 2);
    long top = (long) (drawn[0] * (x.size(1) - height + 1));
    long left = (long) (drawn[1] * (x.size(2) - width + 1));
    return ImageResize.piece(x, top, left, height, width);
  }

  @Override
  Value unchanged(Value x) {
    return CenterCrop.fitted(x, height, width);
  }

  @Override
  public String className() {
    return "RandomCrop";
  }

  @Override
  protected void describe(Config config) {
    config.put("data_format", "channels_last");
    config.put("height", height);
    config.put("width", width);
    config.put("seed", seed());
  }
}
