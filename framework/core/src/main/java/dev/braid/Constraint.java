package dev.braid;

import dev.braid.config.Configured;
import dev.braid.ops.Value;

/** A rule that a weight is made to keep after each update. */
public interface Constraint extends Configured {
  @Override
  default String module() {
    return "keras.constraints";
  }

  /** The nearest weight that keeps the rule. */
  Value project(Value weight);
}
