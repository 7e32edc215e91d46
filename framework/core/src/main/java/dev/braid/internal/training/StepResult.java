package dev.braid.internal.training;

import java.util.List;
import java.util.Optional;

/**
 * What one batch came to.
 *
 * @param rows samples in the batch: the weight of its losses in the epoch's means
 * @param loss the weighted sum over the outputs, regularization included
 * @param outputLosses one for each of {@link Trainee#lossOutputs}, unweighted
 * @param notFinite why the update was not applied; empty after a good step
 */
public record StepResult(
    int rows, double loss, List<Double> outputLosses, Optional<NotFinite> notFinite) {
  public StepResult {
    outputLosses = List.copyOf(outputLosses);
  }

  public static StepResult of(int rows, double loss, List<Double> outputLosses) {
    return new StepResult(rows, loss, outputLosses, Optional.empty());
  }

  /** A step that found something not finite and left the weights alone. */
  public static StepResult refused(int rows, double loss, NotFinite why) {
    return new StepResult(rows, loss, List.of(), Optional.of(why));
  }
}
