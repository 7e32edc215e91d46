package dev.braid.layers;

import dev.braid.Layer;
import dev.braid.ops.Binary;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.List;
import java.util.function.Supplier;

/** What a layer's {@code call} sees beside its inputs. */
public interface LayerCall {
  /** A weight by the name that {@code weights(…)} gave it. */
  Value weight(String name);

  /** True where the layer should behave as in training. */
  boolean training();

  /** True where the layer is frozen, so that its statistics stay too. */
  boolean frozen();

  /** 1 for real steps and 0 for padding, (samples, steps), or null where an input has no mask. */
  Value mask(int input);

  /** Numbers in [0, 1) in the shape of a value, other ones at each step. */
  default Value uniform(Value like) {
    return uniform(null, like);
  }

  /** The same with the randomness of a layer's own seed, which may be null. */
  default Value uniform(Long seed, Value like) {
    return uniform(seed, like, like.sizes());
  }

  /** Numbers in [0, 1) in the type of a value, and in a shape of their own. */
  Value uniform(Long seed, Value like, List<Size> sizes);

  /** Normally distributed numbers in the shape of a value, other ones at each step. */
  default Value normal(Value like) {
    return normal(null, like);
  }

  /** The same with the randomness of a layer's own seed, which may be null. */
  Value normal(Long seed, Value like);

  /** Adds the sum of all elements to the loss of the step. */
  void addLoss(Value loss);

  /**
   * Changes a statistic, a weight that gradients don't touch, once the step is known to be good.
   */
  void assign(String statistic, Value value);

  /** What the layer continues from, empty at first. */
  List<Value> carried();

  /** Lets the layer continue from these values at its next call. */
  void carry(List<Value> values);

  /**
   * 0 for a fraction of the elements of a value, and 1 / (1 - fraction) for the others.
   *
   * @param rate the fraction to drop, from 0 to 1
   */
  default Value dropMask(double rate, Value like) {
    Value kept = uniform(like).binary(Binary.GREATER_EQUAL, rate);
    return rate == 1 ? kept : kept.binary(Binary.DIVIDE, 1 - rate);
  }

  /**
   * A value that {@code call} and {@code computeMask} both need, and that is made once for both.
   */
  default Value reuse(String name, Supplier<Value> maker) {
    return maker.get();
  }

  /** A value that is made at the first step of a sequence and is the same at all others. */
  default Value once(String name, Supplier<Value> made) {
    return made.get();
  }

  /** Applies a layer that {@code children(…)} names to one input without a mask. */
  default Value apply(Layer child, Value input) {
    return apply(child, new Masked(input, null)).get(0).value();
  }

  /** Applies a layer that {@code children(…)} names. */
  List<Masked> apply(Layer child, Masked... inputs);

  /** Applies a layer without the penalty of its own activity regularizer. */
  default List<Masked> applyWithoutPenalty(Layer child, Masked... inputs) {
    return apply(child, inputs);
  }

  /** What a child sees that is computed by its own methods, rather than applied. */
  default LayerCall inside(Layer child) {
    throw new IllegalStateException(child.label() + " cannot be computed step by step here");
  }

  /** What a child sees that is computed at every step of one sequence; see {@link #once}. */
  default LayerCall insideSequence(Layer child) {
    return inside(child);
  }

  /**
   * A value and its mask.
   *
   * @param value the elements
   * @param mask which steps are no padding; null where all are
   */
  record Masked(Value value, Value mask) {}
}
