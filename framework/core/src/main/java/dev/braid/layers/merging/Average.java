package dev.braid.layers.merging;

import dev.braid.config.Config;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.List;

/** The mean of all inputs. */
public final class Average extends Merge<Average> {
  public static Average read(Config config) {
    return new Average();
  }

  @Override
  protected Value merge(Value a, Value b) {
    return a.add(b);
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    return super.call(call, inputs).divide((double) inputs.size());
  }

  @Override
  public String className() {
    return "Average";
  }
}
