package dev.braid.layers;

import dev.braid.Layer;
import dev.braid.ops.Binary;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The context of a layer's {@code call}: weights, masks, random values and state. */
public interface LayerCall {
  /** The weight that {@code weights(…)} declared with a name. */
  Value weight(String name);

  /** True if the layer should behave as in training. */
  boolean training();

  /** True if the layer is frozen, so that its statistics do not change either. */
  boolean frozen();

  /** 1 for real steps and 0 for padding, (samples, steps), or null if an input has no mask. */
  @Nullable Value mask(int input);

  /** Uniform random values in [0, 1) in the shape of a value, drawn again at each step. */
  default Value uniform(Value like) {
    return uniform(null, like);
  }

  /** Does the same with a layer's seed, which may be null. */
  default Value uniform(@Nullable Long seed, Value like) {
    return uniform(seed, like, like.sizes());
  }

  /** Uniform random values in [0, 1) in the type of a value and in a given shape. */
  Value uniform(@Nullable Long seed, Value like, List<Size> sizes);

  /** Normally distributed random values in the shape of a value, drawn again at each step. */
  default Value normal(Value like) {
    return normal(null, like);
  }

  /** Does the same with a layer's seed, which may be null. */
  Value normal(@Nullable Long seed, Value like);

  /** Adds the sum of all elements to the loss of the step. */
  void addLoss(Value loss);

  /** Changes a statistic, a weight without a gradient, after the step has succeeded. */
  void assign(String statistic, Value value);

  /** The state that the layer continues from, empty at first. */
  List<Value> carried();

  /** Stores the state that the layer continues from at its next call. */
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

  /** A value that {@code call} and {@code computeMask} share, computed once. */
  default Value reuse(String name, Supplier<Value> maker) {
    return maker.get();
  }

  /** A value that is computed at the first step of a sequence and reused at all others. */
  default Value once(String name, Supplier<Value> made) {
    return made.get();
  }

  /** Applies a layer that {@code children(…)} declares to one input without a mask. */
  default Value apply(Layer child, Value input) {
    return apply(child, new Masked(input, null)).get(0).value();
  }

  /** Applies a layer that {@code children(…)} declares. */
  List<Masked> apply(Layer child, Masked... inputs);

  /** Applies a layer without the penalty of its activity regularizer. */
  default List<Masked> applyWithoutPenalty(Layer child, Masked... inputs) {
    return apply(child, inputs);
  }

  /** The call of a child whose methods are invoked directly, rather than applied. */
  default LayerCall inside(Layer child) {
    throw new IllegalStateException(child.label() + " cannot be computed step by step here");
  }

  /** The call of a child that is computed at every step of one sequence; see {@link #once}. */
  default LayerCall insideSequence(Layer child) {
    return inside(child);
  }

  /**
   * A value and its mask.
   *
   * @param value the elements
   * @param mask which steps are not padding; null if none is
   */
  record Masked(Value value, @Nullable Value mask) {}
}
