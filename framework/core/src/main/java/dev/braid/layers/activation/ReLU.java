package dev.braid.layers.activation;

import dev.braid.config.Config;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SameShapeLayer;
import dev.braid.ops.Value;
import java.util.List;

/** Clips values below a threshold, and above a maximum if one is set. */
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

  /** The largest output; infinity if none is set. */
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

  /** Sets the factor below the threshold. */
  public ReLU negativeSlope(double value) {
    notNegative("negativeSlope", value);
    return with(copy -> copy.negativeSlope = value);
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
