package dev.braid.layers.core;

import dev.braid.config.Config;
import dev.braid.layers.SameShapeLayer;

/** Hands its input on. */
public final class Identity extends SameShapeLayer<Identity> {
  public static Identity read(Config config) {
    return new Identity();
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
