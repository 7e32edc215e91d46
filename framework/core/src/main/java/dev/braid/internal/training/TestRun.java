package dev.braid.internal.training;

import dev.braid.Logs;
import dev.braid.internal.training.progress.Progress;
import java.util.Map;

/** Measures losses and metrics on one pass over data, changing nothing. */
final class TestRun<B> {
  private final Trainee<B> trainee;
  private final CallbackChain callbacks;
  private final Progress progress;

  TestRun(Trainee<B> trainee, CallbackChain callbacks, Progress progress) {
    this.trainee = trainee;
    this.callbacks = callbacks;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @param where the data in words, such as {@code the data}
   */
  Map<String, Double> over(EpochIterator<B> batches, String where) {
    callbacks.testBegin();
    Steps<B> steps = trainee.testing();
    Means means = new Means(trainee.lossOutputs());
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
