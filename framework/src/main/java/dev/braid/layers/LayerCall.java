package dev.braid.layers;

import dev.braid.Layer;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

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

  /** A constant array beside the inputs. */
  Value constant(INDArray array);

  /** Applies a layer that {@code children(…)} names to one input without a mask. */
  default Value apply(Layer child, Value input) {
    return apply(child, new Masked(input, null)).get(0).value();
  }

  /** Applies a layer that {@code children(…)} names. */
  List<Masked> apply(Layer child, Masked... inputs);

  /**
   * A value and its mask.
   *
   * @param value the elements
   * @param mask which steps are no padding; null where all are
   */
  record Masked(Value value, Value mask) {}
}
