package dev.braid.internal.engine.kernels;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array with its mask, as layers pass them to each other.
 *
 * @param array the activations
 * @param mask 1 for a real step and 0 for padding, or null if all steps are real
 * @param rows the rows of a table that make up the activations while these are not written, or null
 */
public record MaskedArray(INDArray array, INDArray mask, LazyRows rows) {
  public MaskedArray(INDArray array, INDArray mask) {
    this(array, mask, null);
  }

  /** Returns the activations, after writing them if necessary. */
  @Override
  public INDArray array() {
    if (rows != null) {
      rows.write();
    }
    return array;
  }

  /** Returns the array for a caller that reads no elements, which may not be written yet. */
  public INDArray unwrittenArray() {
    return array;
  }

  /** Returns the same activations with another mask. */
  public MaskedArray withMask(INDArray other) {
    return new MaskedArray(array, other, rows);
  }

  /** Returns the product of two masks, either of which may be null. */
  public static INDArray combineMasks(INDArray one, INDArray other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.mul(other);
  }
}
