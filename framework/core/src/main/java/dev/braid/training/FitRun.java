package dev.braid.training;

import dev.braid.Callback;
import dev.braid.Callback.Ending;
import dev.braid.History;
import dev.braid.Logs;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.training.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** One call of fit: epochs of batches, validation, callbacks, history. */
final class FitRun<B> {
  private final Trainee<B> trainee;
  private final Plan plan;
  private final Map<String, Supply<B>> validation;
  private final LogNames names;
  private final Progress progress;
  private final RunContext context;
  private final CallbackChain callbacks;
  private final BatchWalk<B> walk;
  private final List<History.Epoch> rows = new ArrayList<>();
  private RunTraits begun;
  private int firstEpoch;
  private int batch;

  FitRun(Trainee<B> trainee, Supply<B> data, Map<String, Supply<B>> validation, Plan plan) {
    this.trainee = trainee;
    this.plan = plan;
    this.validation = validation;
    this.firstEpoch = plan.initialEpoch();
    names = trainee.logNames(validation.keySet(), plan.callbacks());
    progress = plan.progress(() -> names);
    context = new RunContext(trainee, names, progress, plan.epochs());
    context.saver(out -> saved().write(out, trainee, callbacks().all()));
    context.epoch(firstEpoch);
    callbacks = new CallbackChain(plan.callbacks(), context);
    walk = new BatchWalk<>(data, plan.steps(), headline());
    check();
  }

  private CallbackChain callbacks() {
    return callbacks;
  }

  private String headline() {
    return "fit of the model \"" + trainee.name() + "\"";
  }

  private void check() {
    List<Problem> problems = names.problems(plan.callbacks());
    problems.addAll(RunRules.scheduled(trainee, plan.callbacks()));
    if (!problems.isEmpty()) {
      throw new StructureException(headline() + " cannot begin", problems);
    }
    validation.forEach((name, data) -> validationWalk(name, data).close());
    RunRules.showNotices(trainee, plan.callbacks());
    if (!validation.isEmpty()) {
      RunRules.showValidation(plan);
    }
  }

  private BatchWalk<B> validationWalk(String name, Supply<B> data) {
    return new BatchWalk<>(data, plan.validationSteps(), headline() + ", validation data " + name);
  }

  History run() {
    try (Interruption interruption = Interruption.watch()) {
      try {
        if (callbacks.all().stream().anyMatch(Callback::savesRun)) {
          begun = trainee.traits();
        }
        callbacks.trainBegin(headline());
        context.resumed().ifPresent(this::resume);
        epochs(interruption);
        trainee.trained();
      } catch (RuntimeException | Error e) {
        failed(e);
        throw e;
      } finally {
        walk.close();
        trainee.settle();
      }
      callbacks.trainEnd();
    }
    return History.of(rows, names);
  }

  private void failed(Throwable failure) {
    context.ending(Ending.FAILED);
    progress.abandon();
    try {
      callbacks.trainEnd();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private void epochs(Interruption interruption) {
    for (int epoch = firstEpoch; epoch < plan.epochs() && !context.stopped(); epoch++) {
      epoch(epoch, interruption);
      batch = 0;
    }
    if (!context.stopped()) {
      context.ending(Ending.COMPLETED);
    }
  }

  private void epoch(int epoch, Interruption interruption) {
    context.epoch(epoch);
    context.steps(steps());
    callbacks.epochBegin(epoch);
    progress.beginEpoch(epoch, plan.epochs(), walk.steps());
    Steps<B> steps = trainee.training();
    Means means = new Means(trainee.lossOutputs());
    String where = "the data, in epoch " + (epoch + 1) + ",";
    Faults.ofData(() -> begin(epoch), where, batch);
    Supplier<Logs> logs = () -> Logs.of(means.with(steps.metrics()));
    while (!context.stopped() && Faults.ofData(walk::hasNext, where, batch)) {
      if (interruption.asked()) {
        interrupted(epoch);
        return;
      }
      B next = Faults.ofData(walk::next, where, batch);
      callbacks.trainBatchBegin(batch);
      StepResult result = steps.step(next);
      means.add(result);
      if (!Faults.isFinite(result)) {
        notFinite(result);
      }
      batch++;
      if (callbacks.followBatches()) {
        trainee.settle();
      }
      callbacks.trainBatchEnd(batch - 1, logs);
      progress.step(batch, logs);
    }
    trainee.settle();
    if (interruption.asked()) {
      interrupted(epoch);
      return;
    }
    close(epoch, means.with(steps.metrics()));
  }

  private boolean begin(int epoch) {
    walk.begin(epoch, batch);
    return true;
  }

  private void close(int epoch, Map<String, Double> scores) {
    context.steps(walk.steps().orElse(batch));
    if (!validation.isEmpty() && plan.validatesAfter(epoch)) {
      validation.forEach((name, data) -> scores.putAll(validate(name, data)));
    }
    context.closeEpoch(Logs.of(scores));
    callbacks.epochEnd(epoch);
    context.epochClosed();
    rows.add(new History.Epoch(epoch, context.logs()));
    progress.end(context.logs());
  }

  private Map<String, Double> validate(String name, Supply<B> data) {
    Map<String, Double> prefixed = new TreeMap<>();
    context.validationSet(LogName.title(name));
    try (BatchWalk<B> over = validationWalk(name, data)) {
      new TestRun<>(trainee, callbacks, Progress.silent())
          .over(over, "the validation data, in epoch " + (context.epoch() + 1) + ",")
          .forEach((log, value) -> prefixed.put(name + "_" + log, value));
    } finally {
      context.validationSet("");
    }
    return prefixed;
  }

  private void notFinite(StepResult result) {
    Problem problem = Faults.notFinite(result, context, batch);
    if (!callbacks.quietAbout(problem)) {
      throw StructureException.of(headline() + " stopped", problem);
    }
    progress.tell(problem.message());
    context.stopTraining();
  }

  private void interrupted(int epoch) {
    context.ending(Ending.INTERRUPTED);
    progress.tell(
        "Interrupted in epoch " + (epoch + 1) + " after " + batch + " batches; closing files.");
  }

  private int steps() {
    return walk.steps().orElse(Supply.UNKNOWN);
  }

  private RunState saved() {
    begun = begun == null ? trainee.traits() : begun;
    List<History.Epoch> done = new ArrayList<>(rows);
    if (context.closingEpoch()) {
      done.add(new History.Epoch(context.epoch(), context.logs()));
      return new RunState(context.epoch() + 1, 0, steps(), begun, done);
    }
    return new RunState(context.epoch(), batch, steps(), begun, done);
  }

  private void resume(Callable<InputStream> from) {
    try {
      RunState state = RunState.read(from, headline(), steps(), trainee, callbacks.all());
      begun = state.begun();
      rows.addAll(state.history());
      firstEpoch = state.epoch();
      batch = state.batch();
      walk.resumeAt(firstEpoch);
      context.epoch(firstEpoch);
      progress.tell("Going on from the backup, at epoch " + (firstEpoch + 1) + ".");
    } catch (IOException e) {
      throw new TrainingException("The backed-up run could not be read: " + e.getMessage(), e);
    }
  }
}
