package dev.braid.internal.engine.graph;

import dev.braid.internal.engine.losses.BatchLoss;
import dev.braid.internal.engine.losses.LossValue;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The loss of one output of a compiled model.
 *
 * @param loss the loss, or null if the output is not trained
 * @param weight the factor in the total loss, read at each step
 */
public record Head(BatchLoss loss, java.util.function.DoubleSupplier weight) {
  /** Returns the loss of a batch and its gradient with respect to the prediction. */
  public LossValue value(INDArray target, INDArray prediction, INDArray mask) {
    return loss.of(target, prediction, null, mask, true);
  }
}
