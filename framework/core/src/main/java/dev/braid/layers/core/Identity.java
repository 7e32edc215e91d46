package dev.braid.layers.core;

import dev.braid.config.Config;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SameShapeLayer;
import dev.braid.ops.Value;
import java.util.List;

/** Passes its input on unchanged. */
public final class Identity extends SameShapeLayer<Identity> {
  public static Identity read(Config config) {
    return new Identity();
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    return inputs.get(0);
  }

  @Override
  public String className() {
    return "Identity";
  }

  @Override
  protected void describe(Config config) {
    // no options
  }
}
