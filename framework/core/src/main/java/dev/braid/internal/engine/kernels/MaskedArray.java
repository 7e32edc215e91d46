package dev.braid.internal.engine.kernels;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What layers pass to each other: an array with its mask.
 *
 * @param array the activations
 * @param mask 1 where a step is real and 0 where it is padding, or null where all are real
 * @param rows the rows of a table that make up the activations where these may not be written yet,
 *     or null
 */
public record MaskedArray(INDArray array, INDArray mask, LazyRows rows) {
  public MaskedArray(INDArray array, INDArray mask) {
    this(array, mask, null);
  }

  /** The activations, which are written now at the latest. */
  @Override
  public INDArray array() {
    if (rows != null) {
      rows.write();
    }
    return array;
  }

  /** The array for a caller that reads no elements; they may not be written yet. */
  public INDArray unwrittenArray() {
    return array;
  }

  /** The same activations with another mask. */
  public MaskedArray withMask(INDArray other) {
    return new MaskedArray(array, other, rows);
  }

  /** The steps that are real in two masks, either of which may be null. */
  public static INDArray combineMasks(INDArray one, INDArray other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.mul(other);
  }
}
