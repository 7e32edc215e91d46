package dev.braid.internal.engine.kernels;

import dev.braid.graph.Spec;
import dev.braid.ops.Value;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A value inside a formula, with its mask.
 *
 * @param value the activations
 * @param mask (samples, steps) of 1 and 0, or null if all steps are real
 */
public record MaskedValue(Value value, INDArray mask) {
  public MaskedValue(Value value) {
    this(value, null);
  }

  /** Returns the shape of the value without the batch axis, as layers see it. */
  public Spec spec() {
    return Spec.of(Arrays.copyOfRange(value.shape(), 1, value.rank()));
  }

  /** Returns another value with the same mask. */
  public MaskedValue with(Value other) {
    return new MaskedValue(other, mask);
  }

  public MaskedValue withMask(INDArray other) {
    return new MaskedValue(value, other);
  }
}
