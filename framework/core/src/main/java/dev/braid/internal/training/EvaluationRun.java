package dev.braid.internal.training;

import dev.braid.Logs;
import dev.braid.internal.training.progress.ProgressDisplay;
import java.util.Map;

/** Measures losses and metrics on one pass over data, without changing the model. */
final class EvaluationRun<B> {
  private final TrainableModel<B> model;
  private final CallbackList callbacks;
  private final ProgressDisplay progress;

  EvaluationRun(TrainableModel<B> model, CallbackList callbacks, ProgressDisplay progress) {
    this.model = model;
    this.callbacks = callbacks;
    this.progress = progress;
  }

  /**
   * Measures a pass.
   *
   * @param where the description of the data, such as {@code the data}
   */
  Map<String, Double> measure(EpochIterator<B> batches, String where) {
    try (MeasuredSteps<B> steps = model.testing()) {
      return measure(batches, where, steps);
    }
  }

  private Map<String, Double> measure(
      EpochIterator<B> batches, String where, MeasuredSteps<B> steps) {
    callbacks.testBegin();
    LossMeans means = new LossMeans(model.lossOutputs());
    batches.begin(0, 0, where);
    progress.begin(batches.steps());
    int batch = 0;
    while (batches.hasNext()) {
      B next = batches.next();
      callbacks.testBatchBegin(batch);
      means.add(steps.step(next));
      callbacks.testBatchEnd(batch, () -> Logs.of(means.with(steps.metrics())));
      batch++;
      progress.step(batch, () -> Logs.of(means.with(steps.metrics())));
    }
    Map<String, Double> scores = means.with(steps.metrics());
    Logs logs = Logs.of(scores);
    callbacks.testEnd(logs);
    progress.end(logs);
    return scores;
  }
}
