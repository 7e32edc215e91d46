package dev.braid;

import dev.braid.config.Configured;
import dev.braid.ops.Value;

/** A price on the size of weights or activations, added to the loss. */
public interface Regularizer extends Configured {
  @Override
  default String module() {
    return "keras.regularizers";
  }

  /** The price, as a scalar. */
  Value penalty(Value weight);
}
