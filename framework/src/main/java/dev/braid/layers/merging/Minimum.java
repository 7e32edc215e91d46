package dev.braid.layers.merging;

import dev.braid.config.Config;

/** The smallest of all inputs, element by element; padded steps of an input don't count. */
public final class Minimum extends Merge<Minimum> {
  public static Minimum read(Config config) {
    return new Minimum();
  }

  @Override
  public String className() {
    return "Minimum";
  }
}
