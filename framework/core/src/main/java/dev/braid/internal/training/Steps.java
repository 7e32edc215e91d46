package dev.braid.internal.training;

import java.util.Map;

/**
 * One pass over batches, training or testing, with metrics that began from nothing.
 *
 * <p>Each pass holds the state of its own metrics, so that a callback may evaluate in the middle of
 * an epoch and disturb nothing.
 *
 * @param <B> a batch, checked and in the engine's form
 */
public interface Steps<B> {
  /**
   * Trains or tests on a batch and counts it in the metrics.
   *
   * <p>A training step that meets a loss or gradient that is not finite applies no update and
   * answers {@link StepResult#refused}.
   */
  StepResult step(B batch);

  /** The metrics since the pass began, under the names of {@link Trainee#metrics}. */
  Map<String, Double> metrics();
}
