package dev.braid.internal.training;

import java.util.Map;

/**
 * The steps of one run, in training or evaluation, with the metrics of the current epoch.
 *
 * <p>Each run has separate metric states, so that a callback may evaluate in the middle of an
 * epoch, and holds the states of stateful layers until it is closed.
 *
 * @param <B> the type of a batch, checked and in the engine's form
 */
public interface MeasuredSteps<B> extends AutoCloseable {
  /** Begins an epoch, whose metrics start from zero. */
  void begin();

  /**
   * Trains or evaluates on a batch and updates the metrics.
   *
   * <p>A training step whose loss or gradient is not finite applies no update and returns {@link
   * StepResult#refused}.
   */
  StepResult step(B batch);

  /** Returns the metrics since the epoch began, named as {@link TrainableModel#metrics}. */
  Map<String, Double> metrics();

  /** Ends the run. */
  @Override
  void close();
}
