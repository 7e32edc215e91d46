package dev.braid.engine.kernels;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What travels between layers.
 *
 * @param array the activations
 * @param mask 1 where a step is real and 0 where it is padding, or null where all are real
 * @param rows what the activations are made of where they may still have to be written, or null
 */
public record MaskedArray(INDArray array, INDArray mask, LazyRows rows) {
  public MaskedArray(INDArray array, INDArray mask) {
    this(array, mask, null);
  }

  /** The activations, written at the latest now. */
  @Override
  public INDArray array() {
    if (rows != null) {
      rows.write();
    }
    return array;
  }

  /** The array for who does not read its numbers. */
  public INDArray place() {
    return array;
  }

  /** The same activations with another mask. */
  public MaskedArray masked(INDArray other) {
    return new MaskedArray(array, other, rows);
  }

  /** The steps that are real in two masks, either of which may be null. */
  public static INDArray both(INDArray one, INDArray other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.mul(other);
  }
}
