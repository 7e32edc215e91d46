package dev.braid.layers.merging;

import dev.braid.config.Config;
import dev.braid.ops.Value;

/** The smallest of all inputs, element by element; padded steps of an input are ignored. */
public final class Minimum extends Extremum<Minimum> {
  public static Minimum read(Config config) {
    return new Minimum();
  }

  @Override
  protected Value merge(Value a, Value b) {
    return a.minimum(b);
  }

  @Override
  public String className() {
    return "Minimum";
  }
}
