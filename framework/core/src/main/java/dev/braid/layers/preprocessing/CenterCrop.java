package dev.braid.layers.preprocessing;

import dev.braid.DType;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SpatialAxes;
import dev.braid.ops.ImageResize;
import dev.braid.ops.Value;
import java.util.List;

/**
 * Crops the center of images; where they are too small, resizes the largest centered crop of the
 * same aspect ratio.
 */
public final class CenterCrop extends BaseLayer<CenterCrop> {
  private final long height;
  private final long width;

  public CenterCrop(long height, long width) {
    this.height = height;
    this.width = width;
    positive("height", height);
    positive("width", width);
  }

  public static CenterCrop read(Config config) {
    SpatialAxes.requireChannelsLast("CenterCrop", config);
    return new CenterCrop(config.whole("height", 0), config.whole("width", 0));
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
  public Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    long down = x.size(1) - height;
    long across = x.size(2) - width;
    return down >= 0 && across >= 0
        ? ImageResize.piece(x, down / 2, across / 2, height, width)
        : fitted(x, height, width);
  }

  /** Resizes the largest centered crop that has the aspect ratio of a size to that size. */
  public static Value fitted(Value x, long height, long width) {
    return new ImageResize("bilinear", false)
        .apply(ImageResize.middle(x, height, width), height, width);
  }

  @Override
  public String className() {
    return "CenterCrop";
  }

  @Override
  protected void describe(Config config) {
    config.put("data_format", "channels_last");
    config.put("height", height);
    config.put("width", width);
  }
}
