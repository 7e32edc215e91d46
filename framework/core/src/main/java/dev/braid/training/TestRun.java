package dev.braid.training;

import dev.braid.Logs;
import dev.braid.training.progress.Progress;
import java.util.Map;

/** Walks through data once and measures, changing nothing. */
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
  Map<String, Double> over(BatchWalk<B> walk, String where) {
    callbacks.testBegin();
    Steps<B> steps = trainee.testing();
    Means means = new Means(trainee.lossOutputs());
    walk.begin(0, 0);
    progress.begin(walk.steps());
    int batch = 0;
    while (Faults.ofData(walk::hasNext, where, batch)) {
      B next = Faults.ofData(walk::next, where, batch);
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
