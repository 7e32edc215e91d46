package dev.braid.layers.activation;

import dev.braid.config.Config;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SameShapeLayer;
import dev.braid.ops.Value;
import java.util.List;

/** Multiplies negative values by a small factor. */
public final class LeakyReLU extends SameShapeLayer<LeakyReLU> {
  private final double negativeSlope;

  public LeakyReLU(double negativeSlope) {
    notNegative("negativeSlope", negativeSlope);
    this.negativeSlope = negativeSlope;
  }

  /** {@code alpha} is Keras 2's name of {@code negative_slope}. */
  public static LeakyReLU read(Config config) {
    return new LeakyReLU(config.number("negative_slope", config.number("alpha", 0.3)));
  }

  public double negativeSlope() {
    return negativeSlope;
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    return leaky(inputs.get(0), negativeSlope);
  }

  /** The derivative at zero is 1, as in Keras. */
  static Value leaky(Value x, double negativeSlope) {
    return x.clip(0, Double.MAX_VALUE).subtract(x.negate().relu().multiply(negativeSlope));
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
