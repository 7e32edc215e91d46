package dev.braid.internal.engine;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Joins what layers mask out with targets that are missing. */
final class Masks {
  private Masks() {}

  /** What counts in both, or null where everything does. */
  static INDArray both(INDArray steps, INDArray targets) {
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
