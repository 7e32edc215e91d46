package dev.braid.internal.training;

import java.util.List;
import java.util.Optional;

/**
 * The result of one step.
 *
 * @param rows the number of samples, which weights the losses in the epoch's means
 * @param loss the weighted sum over the outputs, including regularization
 * @param outputLosses the unweighted losses, in the order of {@link TrainableModel#lossOutputs}
 * @param notFinite why the update was not applied; empty if it was applied
 */
public record StepResult(
    int rows, double loss, List<Double> outputLosses, Optional<NonFiniteValue> notFinite) {
  public StepResult {
    outputLosses = List.copyOf(outputLosses);
  }

  public static StepResult of(int rows, double loss, List<Double> outputLosses) {
    return new StepResult(rows, loss, outputLosses, Optional.empty());
  }

  /** Returns the result of a step that found a non-finite value and changed no weight. */
  public static StepResult refused(int rows, double loss, NonFiniteValue why) {
    return new StepResult(rows, loss, List.of(), Optional.of(why));
  }
}
