package dev.braid.internal.engine.kernels;

import dev.braid.graph.Spec;
import dev.braid.ops.Value;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A signal inside a formula.
 *
 * @param value the activations
 * @param mask (samples, steps) of 1 and 0, or null where all is real
 */
public record MaskedValue(Value value, INDArray mask) {
  public MaskedValue(Value value) {
    this(value, null);
  }

  /** The value's shape as layers see it, without the batch axis. */
  public Spec spec() {
    return Spec.of(Arrays.copyOfRange(value.shape(), 1, value.rank()));
  }

  /** Another value under the same mask. */
  public MaskedValue with(Value other) {
    return new MaskedValue(other, mask);
  }

  public MaskedValue withMask(INDArray other) {
    return new MaskedValue(value, other);
  }
}
