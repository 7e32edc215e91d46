package dev.braid.regularizers;

import dev.braid.Regularizer;
import dev.braid.config.Config;
import dev.braid.ops.Value;

/**
 * A penalty on the sum of squared weights.
 *
 * @param l2 the factor of the penalty, which is not halved
 */
public record L2(double l2) implements Regularizer {
  public L2 {
    Factors.check("L2", "l2", l2);
  }

  static L2 read(Config config) {
    return new L2(config.number("l2", 0.01));
  }

  @Override
  public Value penalty(Value weight) {
    return weight.square().sum().multiply(l2);
  }

  @Override
  public String className() {
    return "L2";
  }

  @Override
  public Config config() {
    return new Config().put("l2", l2);
  }
}
