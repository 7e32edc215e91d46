package dev.braid.layers.reshaping;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.List;

/** Repeats a vector as the steps of a sequence. */
public final class RepeatVector extends BaseLayer<RepeatVector> {
  private final long n;

  public RepeatVector(long n) {
    this.n = n;
    positive("n", n);
  }

  public static RepeatVector read(Config config) {
    return new RepeatVector(config.whole("n", 0));
  }

  public long n() {
    return n;
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    Spec input = only(inputs, 1, "(samples, features)");
    return List.of(input.withShape(n, input.last()));
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    return x.expand(1).broadcastTo(List.of(x.sizeOf(0), Size.of(n), x.sizeOf(1)));
  }

  @Override
  public String className() {
    return "RepeatVector";
  }

  @Override
  protected void describe(Config config) {
    config.put("n", n);
  }
}
