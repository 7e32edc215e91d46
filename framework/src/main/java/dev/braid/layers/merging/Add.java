package dev.braid.layers.merging;

import dev.braid.config.Config;

/** The sum of all inputs. */
public final class Add extends Merge<Add> {
  public static Add read(Config config) {
    return new Add();
  }

  @Override
  public String className() {
    return "Add";
  }
}
