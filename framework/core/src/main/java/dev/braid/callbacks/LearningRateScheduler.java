package dev.braid.callbacks;

import dev.braid.Callback;
import dev.braid.Logs;
import java.util.List;

/** Sets the learning rate at the beginning of every epoch. */
public final class LearningRateScheduler implements Callback {
  private final Rule rule;

  /** Computes the rate of an epoch from its number, counted from 0, and the previous rate. */
  @FunctionalInterface
  public interface Rule {
    double rate(int epoch, double before);
  }

  public LearningRateScheduler(Rule rule) {
    this.rule = rule;
  }

  @Override
  public boolean setsLearningRate() {
    return true;
  }

  @Override
  public List<String> adds() {
    return List.of("learning_rate");
  }

  @Override
  public void onEpochBegin(int epoch, Context run) {
    double rate = rule.rate(epoch, run.learningRate());
    if (!Double.isFinite(rate) || rate < 0) {
      throw CallbackOptions.wrong(
          "learningRateScheduler",
          "a rate of at least 0 for epoch " + (epoch + 1),
          Double.toString(rate));
    }
    run.learningRate(rate);
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs, Context run) {
    run.log("learning_rate", run.learningRate());
  }
}
