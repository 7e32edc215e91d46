package dev.braid.internal.engine;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Combines the masks of layers with those of missing targets. */
final class Masks {
  private Masks() {}

  /** Returns the product of two masks, or null if both are null. */
  static INDArray combine(INDArray steps, INDArray targets) {
    if (steps == null || targets == null) {
      return steps == null ? targets : steps;
    }
    INDArray other =
        targets.dataType() == steps.dataType() ? targets : targets.castTo(steps.dataType());
    if (other.rank() < steps.rank()) {
      long[] shape = new long[steps.rank()];
      java.util.Arrays.fill(shape, 1);
      System.arraycopy(other.shape(), 0, shape, 0, other.rank());
      other = other.reshape('c', shape);
    }
    return steps.mul(other);
  }
}
