package dev.braid.layers.regularization;

import dev.braid.layers.SameShapeLayer;
import org.jspecify.annotations.Nullable;

/**
 * A layer that draws random values while training and does nothing otherwise.
 *
 * @param <L> the layer's class
 */
public abstract class RandomLayer<L extends RandomLayer<L>> extends SameShapeLayer<L> {
  private @Nullable Long seed;

  /** Sets a seed for the layer's random draws. */
  public final L seed(long number) {
    return seed(Long.valueOf(number));
  }

  /** Sets a seed as Keras writes it, null for none. */
  protected final L seed(@Nullable Long number) {
    return with(copy -> copy.set().seed = number);
  }

  /** The seed, or null if none is set. */
  public final @Nullable Long seed() {
    return seed;
  }

  /** Gives access to the private fields through the class that declares them. */
  final RandomLayer<L> set() {
    return this;
  }
}
