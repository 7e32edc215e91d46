package dev.braid.layers.preprocessing;

import dev.braid.DType;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.SpatialAxes;
import java.util.List;

/**
 * Cuts the middle out of pictures; where they are too small, brings the largest piece of its
 * proportions to its size.
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
