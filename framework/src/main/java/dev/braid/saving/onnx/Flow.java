package dev.braid.saving.onnx;

import dev.braid.graph.Spec;
import java.util.Arrays;

/**
 * What goes from layer to layer.
 *
 * @param value the activations
 * @param mask (samples, steps), true for real steps, or null where all are
 */
record Flow(Wire value, Wire mask) {
  Flow(Wire value) {
    this(value, null);
  }

  /** The value's shape as layers see it, without the batch axis. */
  Spec spec() {
    return Spec.of(Arrays.copyOfRange(value.shape(), 1, value.rank()));
  }

  /** Another value under the same mask. */
  Flow with(Wire other) {
    return new Flow(other, mask);
  }

  /** The mask as 1 and 0, with axes of size 1 behind up to a rank; null where there is none. */
  Wire real(int rank) {
    return mask == null ? null : mask.cast(Type.FLOAT).upTo(rank);
  }
}
