package dev.braid.callbacks;

import dev.braid.Callback;
import java.util.function.IntToDoubleFunction;

/** Sets the weight of one output's loss at the beginning of every epoch. */
public final class LossWeightScheduler implements Callback {
  private final String output;
  private final IntToDoubleFunction weight;

  /**
   * Creates a callback that computes the weight of each epoch from its number, counted from 0.
   *
   * @param output the output whose loss is weighted
   */
  public LossWeightScheduler(String output, IntToDoubleFunction weight) {
    this.output = output;
    this.weight = weight;
  }

  @Override
  public void onEpochBegin(int epoch, Context run) {
    run.setLossWeight(output, weight.applyAsDouble(epoch));
  }
}
