package dev.braid.ops;

import java.util.List;

/** A user's way from the inputs of a layer to its output, which gradients can follow back. */
@FunctionalInterface
public interface Calculation {
  /** Computes the output; where inputs are tracked, so is the result. */
  Value run(List<Value> inputs);
}
