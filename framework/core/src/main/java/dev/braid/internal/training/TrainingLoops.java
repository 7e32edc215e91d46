package dev.braid.internal.training;

import dev.braid.Eval;
import dev.braid.Fit;
import dev.braid.Logs;
import dev.braid.StructureException;
import dev.braid.internal.data.DataLoader;
import dev.braid.internal.data.TrainingData;
import dev.braid.internal.logs.LogNames;
import dev.braid.internal.training.progress.ProgressDisplay;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The loops of training, evaluation and prediction for one compiled model.
 *
 * @param <B> the type of a batch, checked and in the engine's form
 */
public final class TrainingLoops<B> {
  private static final CallbackList NO_CALLBACKS = new CallbackList(List.of(), null);

  private final TrainableModel<B> model;
  private final TrainingGuard guard;
  private boolean hasTrainedOnBatch;

  /** Creates the loops for a model that nothing else trains. */
  public TrainingLoops(TrainableModel<B> model) {
    this(model, new TrainingGuard());
  }

  /**
   * Creates the loops for a model.
   *
   * @param guard the guard of the model, which outlives its compilations
   */
  public TrainingLoops(TrainableModel<B> model, TrainingGuard guard) {
    this.model = model;
    this.guard = guard;
  }

  /** Trains the model. */
  public TrainingResult fit(TrainingData<B> data, Fit fit) {
    guard.begin("fit", model);
    try {
      return new FitRun<>(model, data, fit).run();
    } finally {
      guard.end();
    }
  }

  /** Measures losses and metrics. */
  public Logs evaluate(DataLoader<B> data, Eval eval) {
    LogNames names = names(eval);
    ProgressDisplay progress = ProgressDisplay.of(eval.verbosity(), () -> names);
    try (EpochIterator<B> batches =
        new EpochIterator<>(data, eval.steps(), headline("evaluate", model.name()))) {
      return Logs.of(
          new EvaluationRun<>(model, callbackList(eval, names, progress), progress)
              .measure(batches, "the data"));
    }
  }

  /**
   * Predicts batch by batch; any number of threads may do so at once.
   *
   * @param forward the engine's forward pass
   * @return the results in order
   */
  public <P> List<P> predict(DataLoader<B> data, Function<B, P> forward, Eval eval) {
    ProgressDisplay progress = ProgressDisplay.of(eval.verbosity(), () -> names(eval));
    CallbackList callbacks =
        eval.callbacks().isEmpty() ? NO_CALLBACKS : callbackList(eval, names(eval), progress);
    return predict(model.name(), data, forward, eval, callbacks, progress);
  }

  /**
   * Predicts with a model that is not compiled, which callbacks cannot access.
   *
   * @param model the name of the model
   * @param outputs the names of its outputs
   */
  public static <B, P> List<P> predict(
      String model, List<String> outputs, DataLoader<B> data, Function<B, P> forward, Eval eval) {
    ProgressDisplay progress =
        ProgressDisplay.of(eval.verbosity(), () -> LogNames.ofOutputs(outputs));
    return predict(model, data, forward, eval, NO_CALLBACKS, progress);
  }

  private static <B, P> List<P> predict(
      String model,
      DataLoader<B> data,
      Function<B, P> forward,
      Eval eval,
      CallbackList callbacks,
      ProgressDisplay progress) {
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

  /** Trains on one batch and returns its metrics. */
  public Logs trainOnBatch(B batch) {
    guard.begin("trainOnBatch", model);
    try (MeasuredSteps<B> steps = model.training()) {
      if (!hasTrainedOnBatch) {
        hasTrainedOnBatch = true;
        RunRules.showNotices(model, List.of());
      }
      StepResult result = steps.step(batch);
      if (!RunFailures.isFinite(result)) {
        throw StructureException.of(
            headline("trainOnBatch", model.name()) + " stopped", RunFailures.notFinite(result));
      }
      return logs(steps, result);
    } finally {
      model.settle();
      guard.end();
    }
  }

  /** Evaluates one batch. */
  public Logs testOnBatch(B batch) {
    try (MeasuredSteps<B> steps = model.testing()) {
      return logs(steps, steps.step(batch));
    }
  }

  private Logs logs(MeasuredSteps<B> steps, StepResult result) {
    LossMeans means = new LossMeans(model.lossOutputs());
    means.add(result);
    return Logs.of(means.with(steps.metrics()));
  }

  private LogNames names(Eval eval) {
    return model.logNames(List.of(), eval.callbacks());
  }

  private CallbackList callbackList(Eval eval, LogNames names, ProgressDisplay progress) {
    return new CallbackList(eval.callbacks(), new RunContext(model, names, progress, 1));
  }

  private static String headline(String call, String model) {
    return call + " of the model \"" + model + "\"";
  }
}
