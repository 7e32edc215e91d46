package dev.braid.layers.merging;

import dev.braid.config.Config;

/** The product of all inputs. */
public final class Multiply extends Merge<Multiply> {
  public static Multiply read(Config config) {
    return new Multiply();
  }

  @Override
  public String className() {
    return "Multiply";
  }
}
