package dev.braid.internal.training;

import dev.braid.Callback;
import dev.braid.Logs;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.logs.LogNames;
import dev.braid.training.TrainingException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Calls all callbacks in order, and reports which one failed and where. */
final class CallbackList {
  private final List<Callback> all = new ArrayList<>();
  private final List<Callback> begun = new ArrayList<>();
  private final List<Callback> trainBatch;
  private final List<Callback> testBatch;
  private final boolean readsBatches;
  private final RunContext context;

  CallbackList(List<Callback> callbacks, RunContext context) {
    this.context = context;
    callbacks.stream().filter(callback -> !callback.savesRun()).forEach(all::add);
    callbacks.stream().filter(Callback::savesRun).forEach(all::add);
    trainBatch = overriding("onTrainBatchEnd");
    testBatch = overriding("onTestBatchEnd");
    readsBatches =
        !trainBatch.isEmpty() || all.stream().anyMatch(c -> overrides(c, "onTrainBatchBegin"));
  }

  List<Callback> all() {
    return all;
  }

  /** Returns whether a callback reads the model between batches. */
  boolean followBatches() {
    return readsBatches;
  }

  /**
   * Begins all callbacks.
   *
   * @param headline the description of the run for an exception of several callbacks
   * @throws StructureException with the problems of all callbacks
   */
  void trainBegin(String headline) {
    List<StructureException> exceptions = new ArrayList<>();
    for (Callback callback : all) {
      begun.add(callback);
      try {
        guarded(callback, "onTrainBegin", c -> c.onTrainBegin(context));
      } catch (StructureException exception) {
        exceptions.add(exception);
      }
    }
    if (exceptions.size() == 1) {
      throw exceptions.get(0);
    }
    if (!exceptions.isEmpty()) {
      StructureException combined =
          new StructureException(
              headline + " cannot begin",
              exceptions.stream().flatMap(exception -> exception.problems().stream()).toList());
      exceptions.forEach(combined::addSuppressed);
      throw combined;
    }
  }

  /** Ends each callback that began, even if others fail; throws the first failure. */
  void trainEnd() {
    RuntimeException first = null;
    for (Callback callback : begun) {
      try {
        guarded(callback, "onTrainEnd", c -> c.onTrainEnd(context.logs(), context));
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  void epochBegin(int epoch) {
    each(all, "onEpochBegin", callback -> callback.onEpochBegin(epoch, context));
  }

  /** Ends an epoch; each callback sees the values that previous ones added. */
  void epochEnd(int epoch) {
    each(all, "onEpochEnd", callback -> callback.onEpochEnd(epoch, context.logs(), context));
  }

  void trainBatchBegin(int batch) {
    each(all, "onTrainBatchBegin", callback -> callback.onTrainBatchBegin(batch, context));
  }

  void trainBatchEnd(int batch, Supplier<Logs> logs) {
    if (!trainBatch.isEmpty()) {
      context.logs(logs.get());
      each(
          trainBatch,
          "onTrainBatchEnd",
          callback -> callback.onTrainBatchEnd(batch, context.logs(), context));
    }
  }

  void testBegin() {
    each(all, "onTestBegin", callback -> callback.onTestBegin(context));
  }

  void testEnd(Logs logs) {
    each(all, "onTestEnd", callback -> callback.onTestEnd(logs, context));
  }

  void testBatchBegin(int batch) {
    each(all, "onTestBatchBegin", callback -> callback.onTestBatchBegin(batch, context));
  }

  void testBatchEnd(int batch, Supplier<Logs> logs) {
    if (!testBatch.isEmpty()) {
      Logs batchLogs = logs.get();
      each(
          testBatch,
          "onTestBatchEnd",
          callback -> callback.onTestBatchEnd(batch, batchLogs, context));
    }
  }

  void predictBegin() {
    each(all, "onPredictBegin", callback -> callback.onPredictBegin(context));
  }

  void predictEnd() {
    each(all, "onPredictEnd", callback -> callback.onPredictEnd(context));
  }

  void predictBatchBegin(int batch) {
    each(all, "onPredictBatchBegin", callback -> callback.onPredictBatchBegin(batch, context));
  }

  void predictBatchEnd(int batch) {
    each(all, "onPredictBatchEnd", callback -> callback.onPredictBatchEnd(batch, context));
  }

  /** Returns whether a callback ends the run without an exception. */
  boolean endsQuietly(Problem problem) {
    boolean handled = false;
    for (Callback callback : all) {
      handled |= callback.onNotFiniteLoss(problem, context);
    }
    return handled;
  }

  private void each(List<Callback> callbacks, String hook, Consumer<Callback> call) {
    for (Callback callback : callbacks) {
      guarded(callback, hook, call);
    }
  }

  private void guarded(Callback callback, String hook, Consumer<Callback> call) {
    try {
      call.accept(callback);
    } catch (StructureException | TrainingException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new TrainingException(
          LogNames.name(callback)
              + " failed in "
              + hook
              + ", epoch "
              + (context.epoch() + 1)
              + ": "
              + reason(e),
          e);
    }
  }

  static String reason(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  // metrics are computed only for callbacks that read the logs of batches
  private List<Callback> overriding(String hook) {
    return all.stream().filter(Callback::followsBatches).filter(c -> overrides(c, hook)).toList();
  }

  private static boolean overrides(Callback callback, String hook) {
    Class<?>[] parameters =
        hook.endsWith("Begin")
            ? new Class<?>[] {int.class, Callback.Context.class}
            : new Class<?>[] {int.class, Logs.class, Callback.Context.class};
    try {
      return callback.getClass().getMethod(hook, parameters).getDeclaringClass() != Callback.class;
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
