package dev.braid.layers;

import dev.braid.ops.Value;

/** What the formula of a {@link CustomLayer} sees beside its inputs. */
public interface LayerCall {
  /** A weight by the name that {@code weights(…)} gave it. */
  Value weight(String name);

  /** True where the layer should behave as in training. */
  boolean training();

  /** 1 for real steps and 0 for padding, (samples, steps), or null where an input has no mask. */
  Value mask(int input);

  /** Numbers in [0, 1) in the form of a value, other ones at each step. */
  Value uniform(Value like);

  /** Normally distributed numbers in the form of a value, other ones at each step. */
  Value normal(Value like);

  /** Adds the sum of all elements to the loss of the step. */
  void addLoss(Value loss);

  /**
   * Changes a statistic, a weight that gradients don't touch, once the step is known to be good.
   */
  void assign(String statistic, Value value);
}
