package dev.braid.constraints;

import dev.braid.Constraint;
import dev.braid.config.Config;
import dev.braid.ops.Value;

/** Clips weights at zero. */
public record NonNeg() implements Constraint {
  @Override
  public Value project(Value weight) {
    return weight.relu();
  }

  @Override
  public String className() {
    return "NonNeg";
  }

  @Override
  public Config config() {
    return new Config();
  }
}
