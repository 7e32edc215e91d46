package dev.braid.regularizers;

import dev.braid.Regularizer;
import dev.braid.config.Config;
import dev.braid.ops.Value;

/**
 * A penalty on the sum of absolute weights.
 *
 * @param l1 the factor of the penalty
 */
public record L1(double l1) implements Regularizer {
  public L1 {
    Factors.check("L1", "l1", l1);
  }

  static L1 read(Config config) {
    return new L1(config.number("l1", 0.01));
  }

  @Override
  public Value penalty(Value weight) {
    return weight.abs().sum().multiply(l1);
  }

  @Override
  public String className() {
    return "L1";
  }

  /** Writes the factor rounded to float32, as Keras does. */
  @Override
  public Config config() {
    return new Config().put("l1", (double) (float) l1);
  }
}
