package dev.braid.layers.merging;

import dev.braid.config.Config;
import dev.braid.ops.Value;

/** The largest of all inputs, element by element; padded steps of an input are ignored. */
public final class Maximum extends Extremum<Maximum> {
  public static Maximum read(Config config) {
    return new Maximum();
  }

  @Override
  protected Value merge(Value a, Value b) {
    return a.maximum(b);
  }

  @Override
  public String className() {
    return "Maximum";
  }
}
