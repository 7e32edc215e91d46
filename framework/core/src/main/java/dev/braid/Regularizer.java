package dev.braid;

import dev.braid.config.Configured;
import dev.braid.ops.Value;

/** A penalty on weights or activations, which is added to the loss. */
public interface Regularizer extends Configured {
  @Override
  default String module() {
    return "keras.regularizers";
  }

  /** The penalty, as a scalar. */
  Value penalty(Value weight);
}
