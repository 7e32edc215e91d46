package dev.braid.internal.training;

import dev.braid.Eval;
import dev.braid.Fit;
import dev.braid.Logs;
import dev.braid.StructureException;
import dev.braid.internal.data.DataLoader;
import dev.braid.internal.data.TrainingData;
import dev.braid.internal.logs.LogNames;
import dev.braid.internal.training.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The loops over one compiled model: keep one for as long as the model lives.
 *
 * @param <B> a batch, checked and in the engine's form
 */
public final class Training<B> {
  private static final CallbackChain NO_CALLBACKS = new CallbackChain(List.of(), null);

  private final Trainee<B> trainee;
  private final TrainingGuard guard;
  private boolean batchBefore;

  /** The loops over a model that nothing else trains. */
  public Training(Trainee<B> trainee) {
    this(trainee, new TrainingGuard());
  }

  /**
   * The loops over a model.
   *
   * @param guard of the model, whatever it is compiled for
   */
  public Training(Trainee<B> trainee, TrainingGuard guard) {
    this.trainee = trainee;
    this.guard = guard;
  }

  /** Trains. */
  public TrainingResult fit(TrainingData<B> data, Fit fit) {
    guard.begin("fit", trainee);
    try {
      return new FitRun<>(trainee, data, fit).run();
    } finally {
      guard.end();
    }
  }

  /** Measures losses and metrics. */
  public Logs evaluate(DataLoader<B> data, Eval eval) {
    LogNames names = names(eval);
    Progress progress = Progress.of(eval.verbosity(), () -> names);
    try (EpochIterator<B> batches =
        new EpochIterator<>(data, eval.steps(), headline("evaluate", trainee.name()))) {
      return Logs.of(
          new TestRun<>(trainee, chain(eval, names, progress), progress).over(batches, "the data"));
    }
  }

  /**
   * Predicts, batch by batch; any number of threads may.
   *
   * @param forward the engine's forward pass
   * @return its results in order
   */
  public <P> List<P> predict(DataLoader<B> data, Function<B, P> forward, Eval eval) {
    Progress progress = Progress.of(eval.verbosity(), () -> names(eval));
    CallbackChain callbacks =
        eval.callbacks().isEmpty() ? NO_CALLBACKS : chain(eval, names(eval), progress);
    return predict(trainee.name(), data, forward, eval, callbacks, progress);
  }

  /**
   * Predicts by a model that is not compiled, which callbacks cannot look at.
   *
   * @param model its name
   * @param outputs the outputs' names
   */
  public static <B, P> List<P> predict(
      String model, List<String> outputs, DataLoader<B> data, Function<B, P> forward, Eval eval) {
    Progress progress = Progress.of(eval.verbosity(), () -> LogNames.ofOutputs(outputs));
    return predict(model, data, forward, eval, NO_CALLBACKS, progress);
  }

  private static <B, P> List<P> predict(
      String model,
      DataLoader<B> data,
      Function<B, P> forward,
      Eval eval,
      CallbackChain callbacks,
      Progress progress) {
    List<P> results = new ArrayList<>();
    try (EpochIterator<B> batches =
        new EpochIterator<>(data, eval.steps(), headline("predict", model))) {
      callbacks.predictBegin();
      batches.begin(0, 0, "the data");
      progress.begin(batches.steps());
      while (batches.hasNext()) {
        B next = batches.next();
        callbacks.predictBatchBegin(results.size());
        results.add(forward.apply(next));
        callbacks.predictBatchEnd(results.size() - 1);
        progress.step(results.size(), Logs::none);
      }
      callbacks.predictEnd();
      progress.end(Logs.none());
    }
    return results;
  }

  /** Trains on one batch; the metrics are its own. */
  public Logs trainOnBatch(B batch) {
    guard.begin("trainOnBatch", trainee);
    try {
      if (!batchBefore) {
        batchBefore = true;
        RunRules.showNotices(trainee, List.of());
      }
      Steps<B> steps = trainee.training();
      StepResult result = steps.step(batch);
      if (!Faults.isFinite(result)) {
        throw StructureException.of(
            headline("trainOnBatch", trainee.name()) + " stopped", Faults.notFinite(result));
      }
      return logs(steps, result);
    } finally {
      trainee.settle();
      guard.end();
    }
  }

  /** Measures one batch. */
  public Logs testOnBatch(B batch) {
    Steps<B> steps = trainee.testing();
    return logs(steps, steps.step(batch));
  }

  private Logs logs(Steps<B> steps, StepResult result) {
    Means means = new Means(trainee.lossOutputs());
    means.add(result);
    return Logs.of(means.with(steps.metrics()));
  }

  private LogNames names(Eval eval) {
    return trainee.logNames(List.of(), eval.callbacks());
  }

  private CallbackChain chain(Eval eval, LogNames names, Progress progress) {
    return new CallbackChain(eval.callbacks(), new RunContext(trainee, names, progress, 1));
  }

  private static String headline(String call, String model) {
    return call + " of the model \"" + model + "\"";
  }
}
