package dev.braid.internal.training;

import java.util.Map;

/**
 * The steps of one pass over batches, in training or evaluation, with the metrics of that pass.
 *
 * <p>Each pass has its own metric states, so that a callback may evaluate in the middle of an
 * epoch.
 *
 * @param <B> a batch, checked and in the engine's form
 */
public interface MeasuredSteps<B> {
  /**
   * Trains or evaluates on a batch and updates the metrics.
   *
   * <p>A training step whose loss or gradient is not finite applies no update and returns {@link
   * StepResult#refused}.
   */
  StepResult step(B batch);

  /** The metrics since the pass began, under the names of {@link TrainableModel#metrics}. */
  Map<String, Double> metrics();
}
