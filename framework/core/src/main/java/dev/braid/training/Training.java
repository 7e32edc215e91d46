package dev.braid.training;

import dev.braid.History;
import dev.braid.Logs;
import dev.braid.StructureException;
import dev.braid.training.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  /**
   * Trains.
   *
   * @param validation sets to validate on by the prefix of their logs: {@code val} for the usual
   *     one
   */
  public History fit(Supply<B> data, Map<String, Supply<B>> validation, Plan plan) {
    guard.begin("fit", trainee);
    try {
      return new FitRun<>(trainee, data, validation, plan).run();
    } finally {
      guard.end();
    }
  }

  /** Measures losses and metrics. */
  public Logs evaluate(Supply<B> data, Plan plan) {
    LogNames names = names(plan);
    Progress progress = plan.progress(() -> names);
    try (BatchWalk<B> walk = new BatchWalk<>(data, plan.steps(), headline("evaluate"))) {
      return Logs.of(
          new TestRun<>(trainee, chain(plan, names, progress), progress).over(walk, "the data"));
    }
  }

  /**
   * Asks for predictions, batch by batch; any number of threads may.
   *
   * @param ask the engine's forward pass
   * @return its answers in order
   */
  public <P> List<P> predict(Supply<B> data, Function<B, P> ask, Plan plan) {
    Progress progress = plan.progress(() -> names(plan));
    CallbackChain callbacks =
        plan.callbacks().isEmpty() ? NO_CALLBACKS : chain(plan, names(plan), progress);
    return predict(trainee.name(), data, ask, plan, callbacks, progress);
  }

  /**
   * Asks a model that is not compiled, which callbacks cannot look at.
   *
   * @param model its name
   * @param outputs the outputs' names
   */
  public static <B, P> List<P> predict(
      String model, List<String> outputs, Supply<B> data, Function<B, P> ask, Plan plan) {
    return predict(
        model, data, ask, plan, NO_CALLBACKS, plan.progress(() -> LogNames.ofOutputs(outputs)));
  }

  private static <B, P> List<P> predict(
      String model,
      Supply<B> data,
      Function<B, P> ask,
      Plan plan,
      CallbackChain callbacks,
      Progress progress) {
    List<P> answers = new ArrayList<>();
    try (BatchWalk<B> walk = new BatchWalk<>(data, plan.steps(), headline("predict", model))) {
      callbacks.predictBegin();
      walk.begin(0, 0);
      progress.begin(walk.steps());
      while (Faults.ofData(walk::hasNext, "the data", answers.size())) {
        B next = Faults.ofData(walk::next, "the data", answers.size());
        callbacks.predictBatchBegin(answers.size());
        answers.add(ask.apply(next));
        callbacks.predictBatchEnd(answers.size() - 1);
        progress.step(answers.size(), Logs::none);
      }
      callbacks.predictEnd();
      progress.end(Logs.none());
    }
    return answers;
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
            headline("trainOnBatch") + " stopped", Faults.notFinite(result));
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

  private LogNames names(Plan plan) {
    return trainee.logNames(List.of(), plan.callbacks());
  }

  private CallbackChain chain(Plan plan, LogNames names, Progress progress) {
    return new CallbackChain(
        plan.callbacks(), new RunContext(trainee, names, progress, plan.epochs()));
  }

  private String headline(String call) {
    return headline(call, trainee.name());
  }

  private static String headline(String call, String model) {
    return call + " of the model \"" + model + "\"";
  }
}
