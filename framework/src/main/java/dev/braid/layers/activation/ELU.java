package dev.braid.layers.activation;

import dev.braid.config.Config;
import dev.braid.layers.SameShapeLayer;

/** Negative values approach {@code -alpha} exponentially. */
public final class ELU extends SameShapeLayer<ELU> {
  private final double alpha;

  public ELU(double alpha) {
    if (!Double.isFinite(alpha)) {
      throw optionRefusal("alpha", "a number", alpha);
    }
    this.alpha = alpha;
  }

  public static ELU read(Config config) {
    return new ELU(config.number("alpha", 1));
  }

  public double alpha() {
    return alpha;
  }

  @Override
  public String className() {
    return "ELU";
  }

  @Override
  public Config config() {
    return new Config()
        .put("name", name())
        .put("alpha", alpha)
        .put("trainable", trainable())
        .put("dtype", "float32");
  }

  @Override
  protected void describe(Config config) {
    // config() is written whole above: Keras has an order of its own here
  }
}
