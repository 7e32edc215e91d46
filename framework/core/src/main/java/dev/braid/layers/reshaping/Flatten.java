package dev.braid.layers.reshaping;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.List;
import java.util.stream.IntStream;

/** Flattens all elements of a sample into one axis. */
public final class Flatten extends BaseLayer<Flatten> {
  private boolean channelsFirst;

  /** True if elements are flattened in the order of channels first, as in some files. */
  public static Flatten read(Config config) {
    boolean first = "channels_first".equals(config.textOrNull("data_format"));
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
  public Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    Value moved = x;
    if (channelsFirst && x.rank() > 2) {
      int[] order = IntStream.range(0, x.rank()).map(i -> i == 0 ? 0 : i + 1).toArray();
      order[x.rank() - 1] = 1;
      moved = x.permute(order);
    }
    Size elements = x.sizes().stream().skip(1).reduce(Size.of(1), Size::times);
    return moved.reshape(List.of(x.sizeOf(0), elements));
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
