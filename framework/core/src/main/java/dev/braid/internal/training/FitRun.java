package dev.braid.internal.training;

import dev.braid.Callback;
import dev.braid.Callback.Ending;
import dev.braid.Fit;
import dev.braid.History;
import dev.braid.Logs;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.data.DataLoader;
import dev.braid.internal.data.TrainingData;
import dev.braid.internal.logs.LogName;
import dev.braid.internal.logs.LogNames;
import dev.braid.internal.training.progress.ProgressDisplay;
import dev.braid.training.TrainingException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** One call of fit: epochs of batches, validation, callbacks, history. */
final class FitRun<B> {
  private final TrainableModel<B> model;
  private final Fit fit;
  private final Map<String, DataLoader<B>> validations = new LinkedHashMap<>();
  private final LogNames names;
  private final ProgressDisplay progress;
  private final RunContext context;
  private final CallbackList callbacks;
  private final EpochIterator<B> batches;
  private final List<History.Epoch> rows = new ArrayList<>();
  private RunTraits initialTraits;
  private int firstEpoch;
  private int batch;

  FitRun(TrainableModel<B> model, TrainingData<B> data, Fit fit) {
    this.model = model;
    this.fit = fit;
    this.firstEpoch = fit.initialEpoch();
    data.validations().forEach((name, set) -> validations.put(LogName.set(name), set));
    names = model.logNames(validations.keySet(), fit.callbacks());
    progress = ProgressDisplay.of(fit.verbosity(), () -> names);
    context = new RunContext(model, names, progress, fit.epochs());
    context.saver(out -> saved().write(out, model, callbacks().all()));
    context.epoch(firstEpoch);
    callbacks = new CallbackList(fit.callbacks(), context);
    batches = new EpochIterator<>(data.train(), fit.stepsPerEpoch(), headline());
    check();
  }

  private CallbackList callbacks() {
    return callbacks;
  }

  private String headline() {
    return "fit of the model \"" + model.name() + "\"";
  }

  private void check() {
    List<Problem> problems = names.problems(fit.callbacks());
    problems.addAll(RunRules.scheduled(model, fit.callbacks()));
    if (!problems.isEmpty()) {
      throw new StructureException(headline() + " cannot begin", problems);
    }
    validations.forEach((name, data) -> batches(name, data).close());
    RunRules.showNotices(model, fit.callbacks());
    if (!validations.isEmpty()) {
      RunRules.showValidation(fit);
    }
  }

  private EpochIterator<B> batches(String name, DataLoader<B> data) {
    return new EpochIterator<>(
        data, fit.validationSteps(), headline() + ", validation data " + name);
  }

  TrainingResult run() {
    try (Interruption interruption = Interruption.watch();
        MeasuredSteps<B> steps = model.training()) {
      try {
        if (callbacks.all().stream().anyMatch(Callback::savesRun)) {
          initialTraits = model.traits();
        }
        callbacks.trainBegin(headline());
        context.resumed().ifPresent(this::resume);
        for (int epoch = firstEpoch; epoch < fit.epochs() && !context.stopped(); epoch++) {
          epoch(epoch, steps, interruption);
          batch = 0;
        }
        if (!context.stopped()) {
          context.ending(Ending.COMPLETED);
        }
        model.trained();
      } catch (RuntimeException | Error e) {
        failed(e);
        throw e;
      } finally {
        batches.close();
        model.settle();
      }
      callbacks.trainEnd();
    }
    return new TrainingResult(rows, names);
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

  private void epoch(int epoch, MeasuredSteps<B> steps, Interruption interruption) {
    context.epoch(epoch);
    context.steps(steps());
    callbacks.epochBegin(epoch);
    progress.beginEpoch(epoch, fit.epochs(), batches.steps());
    steps.begin();
    LossMeans means = new LossMeans(model.lossOutputs());
    batches.begin(epoch, batch, "the data, in epoch " + (epoch + 1) + ",");
    Supplier<Logs> logs = () -> Logs.of(means.with(steps.metrics()));
    while (!context.stopped() && batches.hasNext()) {
      if (interruption.requested()) {
        interrupted(epoch);
        return;
      }
      B next = batches.next();
      callbacks.trainBatchBegin(batch);
      StepResult result = steps.step(next);
      means.add(result);
      if (!RunFailures.isFinite(result)) {
        notFinite(result);
      }
      batch++;
      if (callbacks.followBatches()) {
        model.settle();
      }
      callbacks.trainBatchEnd(batch - 1, logs);
      progress.step(batch, logs);
    }
    model.settle();
    if (interruption.requested()) {
      interrupted(epoch);
      return;
    }
    close(epoch, means.with(steps.metrics()));
  }

  private void close(int epoch, Map<String, Double> scores) {
    context.steps(batches.steps().orElse(batch));
    if (!validations.isEmpty() && RunRules.validatesAfter(epoch, fit)) {
      validations.forEach((name, data) -> scores.putAll(validate(name, data)));
    }
    context.closeEpoch(Logs.of(scores));
    callbacks.epochEnd(epoch);
    context.epochClosed();
    rows.add(new History.Epoch(epoch, context.logs()));
    progress.end(context.logs());
  }

  private Map<String, Double> validate(String name, DataLoader<B> data) {
    Map<String, Double> prefixed = new TreeMap<>();
    context.validationSet(LogName.title(name));
    try (EpochIterator<B> validation = batches(name, data)) {
      new EvaluationRun<>(model, callbacks, ProgressDisplay.silent())
          .measure(validation, "the validation data, in epoch " + (context.epoch() + 1) + ",")
          .forEach((log, value) -> prefixed.put(name + "_" + log, value));
    } finally {
      context.validationSet("");
    }
    return prefixed;
  }

  private void notFinite(StepResult result) {
    Problem problem = RunFailures.notFinite(result, context, batch);
    if (!callbacks.endsQuietly(problem)) {
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
    return batches.steps().orElse(DataLoader.UNKNOWN);
  }

  private RunState saved() {
    initialTraits = initialTraits == null ? model.traits() : initialTraits;
    List<History.Epoch> done = new ArrayList<>(rows);
    if (context.closingEpoch()) {
      done.add(new History.Epoch(context.epoch(), context.logs()));
      return new RunState(context.epoch() + 1, 0, steps(), initialTraits, done);
    }
    return new RunState(context.epoch(), batch, steps(), initialTraits, done);
  }

  private void resume(Callable<InputStream> from) {
    try {
      RunState state = RunState.read(from, headline(), steps(), model, callbacks.all());
      initialTraits = state.initialTraits();
      rows.addAll(state.history());
      firstEpoch = state.epoch();
      batch = state.batch();
      batches.resumeAt(firstEpoch);
      context.epoch(firstEpoch);
      progress.tell("Going on from the backup, at epoch " + (firstEpoch + 1) + ".");
    } catch (IOException e) {
      throw new TrainingException("The backed-up run could not be read: " + e.getMessage(), e);
    }
  }
}
