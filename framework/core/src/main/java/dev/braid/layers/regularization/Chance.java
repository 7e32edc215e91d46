package dev.braid.layers.regularization;

import dev.braid.layers.SameShapeLayer;

/**
 * A layer that draws lots while training and does nothing otherwise.
 *
 * @param <L> the layer's own class
 */
public abstract class Chance<L extends Chance<L>> extends SameShapeLayer<L> {
  private Long seed;

  /** Gives the layer a chance of its own. */
  public final L seed(long number) {
    return seed(Long.valueOf(number));
  }

  /** A seed as Keras writes it, null where there is none. */
  protected final L seed(Long number) {
    return with(copy -> copy.set().seed = number);
  }

  /** The seed, or null where none is given. */
  public final Long seed() {
    return seed;
  }

  /** Private fields are reached through the class that declares them. */
  final Chance<L> set() {
    return this;
  }
}
