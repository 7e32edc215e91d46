package dev.braid.callbacks;

import dev.braid.Callback;
import dev.braid.Logs;
import dev.braid.internal.text.KerasNumber;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Saves the model during training.
 *
 * <p>Files are replaced atomically: a program that is killed at any moment leaves a complete
 * checkpoint, and the next run removes the incomplete files of the killed one.
 */
public final class ModelCheckpoint implements Callback {
  private final CheckpointPathPattern path;
  private MonitoredLog monitor = new MonitoredLog("val_loss", "auto", 0);
  private boolean saveBestOnly;
  private boolean saveWeightsOnly;
  private int everyBatches;
  private double threshold = Double.NaN;
  private boolean verbose;

  private MonitoredLog watched = monitor;
  private double best = Double.NaN;
  private int seen;

  /**
   * Saves to a path that may contain {@code {epoch:02d}} and logs such as {@code {val_loss:.2f}}.
   *
   * @param path the path, which ends in {@code .keras}, or in {@code .weights.h5} for weights only
   */
  public ModelCheckpoint(Path path) {
    this(new CheckpointPathPattern(path.toString()));
  }

  private ModelCheckpoint(CheckpointPathPattern path) {
    this.path = path;
  }

  /** Sets the log that determines the best model. */
  public ModelCheckpoint monitor(String log) {
    return with(copy -> copy.monitor = new MonitoredLog(log, monitor.mode(), 0));
  }

  /** Sets the direction: {@code min}, {@code max}, or {@code auto} for that of the metric. */
  public ModelCheckpoint mode(String mode) {
    return with(copy -> copy.monitor = monitor.mode(mode));
  }

  /** Saves only if the model improved. */
  public ModelCheckpoint saveBestOnly() {
    return saveBestOnly(true);
  }

  public ModelCheckpoint saveBestOnly(boolean whether) {
    return with(copy -> copy.saveBestOnly = whether);
  }

  /** Saves {@code .weights.h5} files. */
  public ModelCheckpoint saveWeightsOnly() {
    return saveWeightsOnly(true);
  }

  public ModelCheckpoint saveWeightsOnly(boolean whether) {
    return with(copy -> copy.saveWeightsOnly = whether);
  }

  /** Saves after every given number of batches instead of after every epoch. */
  public ModelCheckpoint saveFreq(int batches) {
    return with(copy -> copy.everyBatches = CallbackOptions.atLeast(1, "saveFreq", batches));
  }

  /** Sets a value that the first saved model must improve on. */
  public ModelCheckpoint initialValueThreshold(double value) {
    return with(copy -> copy.threshold = value);
  }

  /** Reports what it saves. */
  public ModelCheckpoint verbose() {
    return with(copy -> copy.verbose = true);
  }

  private ModelCheckpoint with(Consumer<ModelCheckpoint> change) {
    ModelCheckpoint copy = new ModelCheckpoint(path);
    copy.monitor = monitor;
    copy.saveBestOnly = saveBestOnly;
    copy.saveWeightsOnly = saveWeightsOnly;
    copy.everyBatches = everyBatches;
    copy.threshold = threshold;
    copy.verbose = verbose;
    change.accept(copy);
    return copy;
  }

  @Override
  public List<String> monitors() {
    List<String> names = new ArrayList<>(path.logs());
    if (saveBestOnly) {
      names.add(monitor.log());
    }
    return names;
  }

  @Override
  public boolean followsBatches() {
    return everyBatches > 0;
  }

  @Override
  public void onTrainBegin(Context run) {
    String ending = saveWeightsOnly ? ".weights.h5" : ".keras";
    if (!path.endsWith(ending)) {
      throw CallbackOptions.wrong(
          "modelCheckpoint", "a path that ends in " + ending, '"' + path.toString() + '"');
    }
    if (saveBestOnly) {
      watched = monitor.in(run, "modelCheckpoint");
    }
    if (Double.isNaN(best)) {
      best = threshold;
    }
    OutputFileCheck.check("modelCheckpoint", path.path(run.epoch(), 0, Logs.none()));
  }

  @Override
  public void onTrainBatchEnd(int batch, Logs logs, Context run) {
    seen++;
    if (seen >= everyBatches) {
      seen = 0;
      save(batch, logs, run);
    }
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs, Context run) {
    if (everyBatches == 0) {
      save(0, logs, run);
    }
  }

  private void save(int batch, Logs logs, Context run) {
    Path file = path.path(run.epoch(), batch, logs);
    String message = "Epoch " + (run.epoch() + 1) + ": ";
    if (!saveBestOnly) {
      message += "saving model to " + file;
    } else if (!logs.has(monitor.log())) {
      return;
    } else {
      double current = logs.get(monitor.log());
      String before = Double.isNaN(best) ? "None" : KerasNumber.fixed(best, 5);
      if (!watched.improves(current, best)) {
        tell(run, message + monitor.log() + " did not improve from " + before);
        return;
      }
      message += monitor.log() + " improved from " + before;
      message += " to " + KerasNumber.fixed(current, 5) + ", saving model to " + file;
      best = current;
    }
    tell(run, message);
    try {
      if (saveWeightsOnly) {
        run.saveWeights(file);
      } else {
        run.save(file);
      }
    } catch (IOException e) {
      throw OutputFileCheck.failed("modelCheckpoint", file, e);
    }
  }

  private void tell(Context run, String message) {
    if (verbose) {
      run.tell(message);
    }
  }

  @Override
  public void saveState(DataOutput out) throws IOException {
    out.writeDouble(best);
    out.writeInt(seen);
  }

  @Override
  public void restoreState(DataInput in) throws IOException {
    best = in.readDouble();
    seen = in.readInt();
  }
}
