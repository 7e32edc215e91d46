package dev.braid.internal.engine.losses;

import dev.braid.Loss;
import dev.braid.losses.BinaryCrossentropy;
import dev.braid.losses.CategoricalCrossentropy;
import dev.braid.losses.MeanSquaredError;
import dev.braid.losses.SparseCategoricalCrossentropy;

/** A loss whose value and gradient are computed together, one row of predictions at a time. */
interface RowLoss {
  /** Keras' epsilon, which keeps logarithms finite. */
  float EPSILON = 1e-7f;

  float ONE_MINUS_EPSILON = (float) (1 - 1e-7);

  /** The number of elements of the target for a row of predictions. */
  int targets(int width);

  /**
   * Computes the loss of a row and writes its gradient.
   *
   * @param offset the offset of the row in the predictions and in the gradients
   * @param targetOffset the offset of the row in the targets
   */
  double row(
      float[] target,
      int targetOffset,
      float[] prediction,
      int offset,
      int width,
      float[] gradient);

  /** Returns the row computation of a loss if it supports all of the loss' options, else null. */
  static RowLoss of(Loss loss) {
    if (loss instanceof SparseCategoricalCrossentropy sparse) {
      return sparse.axis() == -1 && sparse.ignoredClass() == null
          ? new CategoricalCrossentropyRows(sparse.takesLogits(), true)
          : null;
    }
    if (loss instanceof CategoricalCrossentropy dense) {
      return dense.axis() == -1 && dense.smoothing() == 0
          ? new CategoricalCrossentropyRows(dense.takesLogits(), false)
          : null;
    }
    if (loss instanceof BinaryCrossentropy binary) {
      return binary.axis() == -1 && binary.smoothing() == 0
          ? new BinaryCrossentropyRows(binary.takesLogits())
          : null;
    }
    return loss instanceof MeanSquaredError ? new SquaredErrorRows() : null;
  }
}
