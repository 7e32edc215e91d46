package dev.braid;

import dev.braid.callbacks.BackupAndRestore;
import dev.braid.callbacks.CsvLogger;
import dev.braid.callbacks.EarlyStopping;
import dev.braid.callbacks.LambdaCallback;
import dev.braid.callbacks.LearningRateScheduler;
import dev.braid.callbacks.LossWeightScheduler;
import dev.braid.callbacks.ModelCheckpoint;
import dev.braid.callbacks.ReduceLrOnPlateau;
import dev.braid.callbacks.TensorBoard;
import dev.braid.callbacks.TerminateOnNan;
import dev.braid.callbacks.TimeLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntToDoubleFunction;

/** The words for how a run goes. */
abstract class TrainingWords extends OptimizerWords {
  TrainingWords() {}

  // ---- callbacks

  /** Stops when this log, and those beside it, have stopped getting better. */
  public static EarlyStopping earlyStopping(String monitor, String... more) {
    return new EarlyStopping(monitor, more);
  }

  public static ModelCheckpoint modelCheckpoint(Path file) {
    return new ModelCheckpoint(file);
  }

  public static ReduceLrOnPlateau reduceLROnPlateau(String monitor) {
    return new ReduceLrOnPlateau(monitor);
  }

  public static LearningRateScheduler learningRateScheduler(LearningRateScheduler.Rule rule) {
    return new LearningRateScheduler(rule);
  }

  public static CsvLogger csvLogger(Path file) {
    return new CsvLogger(file);
  }

  public static TensorBoard tensorBoard(Path folder) {
    return new TensorBoard(folder);
  }

  public static BackupAndRestore backupAndRestore(Path folder) {
    return new BackupAndRestore(folder);
  }

  public static TimeLimit timeLimit(Duration limit) {
    return new TimeLimit(limit);
  }

  public static LossWeightScheduler lossWeightScheduler(String output, IntToDoubleFunction weight) {
    return new LossWeightScheduler(output, weight);
  }

  public static TerminateOnNan terminateOnNaN() {
    return new TerminateOnNan();
  }

  public static LambdaCallback lambdaCallback() {
    return new LambdaCallback();
  }

  public static EarlyStopping earlyStopping() {
    return new EarlyStopping("val_loss");
  }

  // ---- options of fit, evaluate and predict

  /** Trains until so many epochs are done. */
  public static Fit epochs(int last) {
    return Fit.forEpochs(last);
  }

  /** How many samples evaluate or predict take at once. */
  public static Eval batchSize(int samples) {
    return Eval.defaults().batchSize(samples);
  }

  /** The line of an output in compile. */
  public static Objective output(String name) {
    return Objective.output(name);
  }
}
