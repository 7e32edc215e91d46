package dev.braid.layers.merging;

import dev.braid.config.Config;
import dev.braid.ops.Value;

/** The sum of all inputs. */
public final class Add extends Merge<Add> {
  public static Add read(Config config) {
    return new Add();
  }

  @Override
  protected Value merge(Value a, Value b) {
    return a.add(b);
  }

  @Override
  public String className() {
    return "Add";
  }
}
