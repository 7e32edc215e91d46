package dev.braid.layers.reshaping;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import java.util.List;

/** Puts all elements of a sample in one row. */
public final class Flatten extends BaseLayer<Flatten> {
  private boolean channelsFirst;

  /** Files may hold models whose data had the channels first; they are moved last before. */
  public static Flatten read(Config config) {
    boolean first = "channels_first".equals(config.text("data_format", null));
    return new Flatten().with(copy -> copy.channelsFirst = first);
  }

  public boolean channelsFirst() {
    return channelsFirst;
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    Spec input = only(inputs);
    return List.of(input.withShape(input.elements()));
  }

  @Override
  public String className() {
    return "Flatten";
  }

  @Override
  protected void describe(Config config) {
    config.put("data_format", channelsFirst ? "channels_first" : "channels_last");
  }
}
