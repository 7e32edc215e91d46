package dev.braid.layers.activation;

import dev.braid.config.Config;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SameShapeLayer;
import dev.braid.ops.Value;
import java.util.List;

/** Cuts off below a threshold, and above a largest value where one is given. */
public final class ReLU extends SameShapeLayer<ReLU> {
  private double maxValue = Double.POSITIVE_INFINITY;
  private double negativeSlope;
  private double threshold;

  public static ReLU read(Config config) {
    ReLU layer =
        new ReLU()
            .negativeSlope(config.number("negative_slope", 0))
            .threshold(config.number("threshold", 0));
    return config.get("max_value") == null ? layer : layer.maxValue(config.number("max_value", 0));
  }

  /** The largest output; infinity where none is given. */
  public double maxValue() {
    return maxValue;
  }

  public double negativeSlope() {
    return negativeSlope;
  }

  public double threshold() {
    return threshold;
  }

  public ReLU maxValue(double value) {
    notNegative("maxValue", value);
    return with(copy -> copy.maxValue = value);
  }

  /** The slope below the threshold. */
  public ReLU negativeSlope(double slope) {
    notNegative("negativeSlope", slope);
    return with(copy -> copy.negativeSlope = slope);
  }

  public ReLU threshold(double value) {
    notNegative("threshold", value);
    return with(copy -> copy.threshold = value);
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    boolean bounded = !Double.isInfinite(maxValue);
    if (negativeSlope != 0 && !bounded && threshold == 0) {
      return LeakyReLU.leaky(x, negativeSlope);
    }
    Value above = threshold == 0 ? x.relu() : x.multiply(x.above(threshold));
    if (bounded) {
      above = above.clip(0, maxValue);
    }
    return negativeSlope == 0
        ? above
        : above.subtract(x.subtractFrom(threshold).relu().multiply(negativeSlope));
  }

  @Override
  public String className() {
    return "ReLU";
  }

  @Override
  protected void describe(Config config) {
    config.put("max_value", Double.isInfinite(maxValue) ? null : maxValue);
    config.put("negative_slope", negativeSlope);
    config.put("threshold", threshold);
  }
}
