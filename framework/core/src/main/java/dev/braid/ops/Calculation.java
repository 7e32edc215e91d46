package dev.braid.ops;

import java.util.List;

/** A user-defined, differentiable function from the inputs of a layer to its output. */
@FunctionalInterface
public interface Calculation {
  /** Computes the output; if inputs are tracked, so is the result. */
  Value run(List<Value> inputs);
}
