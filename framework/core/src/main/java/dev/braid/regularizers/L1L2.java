package dev.braid.regularizers;

import dev.braid.Regularizer;
import dev.braid.config.Config;
import dev.braid.ops.Value;

/**
 * Penalties on the sums of absolute and of squared weights.
 *
 * @param l1 the factor of absolute weights
 * @param l2 the factor of squared weights
 */
public record L1L2(double l1, double l2) implements Regularizer {
  public L1L2 {
    Factors.check("L1L2", "l1", l1);
    Factors.check("L1L2", "l2", l2);
  }

  static L1L2 read(Config config) {
    return new L1L2(config.number("l1", 0), config.number("l2", 0));
  }

  @Override
  public Value penalty(Value weight) {
    return new L1(l1).penalty(weight).add(new L2(l2).penalty(weight));
  }

  @Override
  public String className() {
    return "L1L2";
  }

  @Override
  public Config config() {
    return new Config().put("l1", l1).put("l2", l2);
  }
}
