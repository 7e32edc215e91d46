package dev.braid.internal.engine.losses;

import dev.braid.Loss;
import dev.braid.losses.BinaryCrossentropy;
import dev.braid.losses.CategoricalCrossentropy;
import dev.braid.losses.MeanSquaredError;
import dev.braid.losses.SparseCategoricalCrossentropy;

/** A loss whose value and gradient are found together, one row of predictions at a time. */
interface RowLoss {
  /** Keras' epsilon, which keeps logarithms finite. */
  float EPSILON = 1e-7f;

  float HIGHEST = (float) (1 - 1e-7);

  /** The number of elements of the target for a row of predictions. */
  int targets(int width);

  /**
   * The loss of a row.
   *
   * @param at where the row begins in the predictions, and in the gradients that are written
   * @param targetAt where it begins in the targets
   */
  double row(float[] target, int targetAt, float[] prediction, int at, int width, float[] gradient);

  /** The rows of a loss whose options are all covered, else null. */
  static RowLoss of(Loss loss) {
    if (loss instanceof SparseCategoricalCrossentropy sparse) {
      return sparse.axis() == -1 && sparse.ignoredClass() == null
          ? new ClassRows(sparse.takesLogits(), true)
          : null;
    }
    if (loss instanceof CategoricalCrossentropy dense) {
      return dense.axis() == -1 && dense.smoothing() == 0
          ? new ClassRows(dense.takesLogits(), false)
          : null;
    }
    if (loss instanceof BinaryCrossentropy binary) {
      return binary.axis() == -1 && binary.smoothing() == 0
          ? new YesNoRows(binary.takesLogits())
          : null;
    }
    return loss instanceof MeanSquaredError ? new SquareRows() : null;
  }
}
