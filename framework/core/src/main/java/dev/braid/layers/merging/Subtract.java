package dev.braid.layers.merging;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.ops.Value;
import java.util.List;

/** The first input minus the second. */
public final class Subtract extends Merge<Subtract> {
  public static Subtract read(Config config) {
    return new Subtract();
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    if (inputs.size() != 2) {
      throw refusal(inputs, "two tensors", "");
    }
    return super.outputs(inputs);
  }

  @Override
  protected Value merge(Value a, Value b) {
    return a.subtract(b);
  }

  @Override
  public String className() {
    return "Subtract";
  }
}
