package dev.braid.layers.merging;

import dev.braid.config.Config;

/** The largest of all inputs, element by element; padded steps of an input don't count. */
public final class Maximum extends Merge<Maximum> {
  public static Maximum read(Config config) {
    return new Maximum();
  }

  @Override
  public String className() {
    return "Maximum";
  }
}
