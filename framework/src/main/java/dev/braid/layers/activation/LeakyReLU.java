package dev.braid.layers.activation;

import dev.braid.config.Config;
import dev.braid.layers.SameShapeLayer;

/** Lets a small part of negative values through. */
public final class LeakyReLU extends SameShapeLayer<LeakyReLU> {
  private final double negativeSlope;

  public LeakyReLU(double negativeSlope) {
    notNegative("negativeSlope", negativeSlope);
    this.negativeSlope = negativeSlope;
  }

  /** {@code alpha} is what Keras 2 called the slope. */
  public static LeakyReLU read(Config config) {
    return new LeakyReLU(config.number("negative_slope", config.number("alpha", 0.3)));
  }

  public double negativeSlope() {
    return negativeSlope;
  }

  @Override
  public String className() {
    return "LeakyReLU";
  }

  @Override
  protected void describe(Config config) {
    config.put("negative_slope", negativeSlope);
  }
}
