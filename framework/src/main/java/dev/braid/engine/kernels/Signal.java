package dev.braid.engine.kernels;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What travels between layers.
 *
 * @param array the activations
 * @param mask 1 where a step is real and 0 where it is padding, or null where all are real
 */
public record Signal(INDArray array, INDArray mask) {

  /** The steps that are real in two masks, either of which may be null. */
  public static INDArray both(INDArray one, INDArray other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.mul(other);
  }
}
