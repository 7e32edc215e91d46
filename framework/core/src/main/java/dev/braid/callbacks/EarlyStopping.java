package dev.braid.callbacks;

import dev.braid.Callback;
import dev.braid.Logs;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stops a run when its monitored logs no longer improve.
 *
 * <p>With several logs, the run continues while any of them improves; the first log determines the
 * best epoch.
 */
public final class EarlyStopping implements Callback {
  private List<MonitoredLog> monitors;
  private int patience;
  private double baseline = Double.NaN;
  private boolean restoreBestWeights;
  private int startFromEpoch;
  private boolean verbose;

  private List<MonitoredLog> watched = List.of();
  private int waited;
  private double[] best = {};
  private int bestEpoch;
  private int stoppedEpoch;
  private @Nullable List<float[]> bestWeights;

  /** Monitors a log such as {@code val_loss}, and optionally further logs. */
  public EarlyStopping(String log, String... more) {
    monitors =
        Stream.concat(Stream.of(log), Stream.of(more))
            .distinct()
            .map(name -> new MonitoredLog(name, "auto", 0))
            .toList();
  }

  private EarlyStopping(EarlyStopping from) {
    monitors = from.monitors;
    patience = from.patience;
    baseline = from.baseline;
    restoreBestWeights = from.restoreBestWeights;
    startFromEpoch = from.startFromEpoch;
    verbose = from.verbose;
  }

  /** Sets the number of epochs without improvement after which the run stops. */
  public EarlyStopping patience(int epochs) {
    return with(copy -> copy.patience = CallbackOptions.atLeast(0, "patience", epochs));
  }

  /** Sets the minimum change that counts as an improvement. */
  public EarlyStopping minDelta(double change) {
    return with(copy -> copy.monitors = each(monitor -> monitor.minDelta(change)));
  }

  /** Sets the direction: {@code min}, {@code max}, or {@code auto} for that of the metric. */
  public EarlyStopping mode(String mode) {
    return with(copy -> copy.monitors = each(monitor -> monitor.mode(mode)));
  }

  private List<MonitoredLog> each(UnaryOperator<MonitoredLog> change) {
    return monitors.stream().map(change).toList();
  }

  /** Sets a value that an epoch must improve on to count as progress; only for a single log. */
  public EarlyStopping baseline(double value) {
    if (monitors.size() > 1) {
      throw CallbackOptions.wrong("baseline", "a single monitored log", "several");
    }
    return with(copy -> copy.baseline = value);
  }

  /**
   * Restores the weights of the best epoch at the end, whether or not the run was stopped early.
   */
  public EarlyStopping restoreBestWeights() {
    return restoreBestWeights(true);
  }

  public EarlyStopping restoreBestWeights(boolean whether) {
    return with(copy -> copy.restoreBestWeights = whether);
  }

  /** Sets the number of warm-up epochs that are ignored. */
  public EarlyStopping startFromEpoch(int epochs) {
    return with(copy -> copy.startFromEpoch = CallbackOptions.atLeast(0, "startFromEpoch", epochs));
  }

  /** Reports when it stops a run or restores weights. */
  public EarlyStopping verbose() {
    return with(copy -> copy.verbose = true);
  }

  private EarlyStopping with(Consumer<EarlyStopping> change) {
    EarlyStopping copy = new EarlyStopping(this);
    change.accept(copy);
    return copy;
  }

  /** Returns the epoch, from 0, after which the last run was stopped; 0 if it was not stopped. */
  public int stoppedEpoch() {
    return stoppedEpoch;
  }

  /** Returns the best epoch of the last run, from 0. */
  public int bestEpoch() {
    return bestEpoch;
  }

  @Override
  public List<String> monitors() {
    return monitors.stream().map(MonitoredLog::log).toList();
  }

  @Override
  public void onTrainBegin(Context run) {
    watched = each(monitor -> monitor.in(run, "earlyStopping"));
    waited = 0;
    stoppedEpoch = 0;
    best = new double[watched.size()];
    Arrays.fill(best, Double.NaN);
    bestEpoch = 0;
    bestWeights = null;
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs, Context run) {
    if (watched.stream().noneMatch(log -> logs.has(log.log())) || epoch < startFromEpoch) {
      return;
    }
    if (restoreBestWeights && bestWeights == null) {
      keep(epoch, run);
    }
    waited++;
    if (improved(epoch, logs, run)) {
      return;
    }
    if (waited >= patience && epoch > 0) {
      stoppedEpoch = epoch;
      run.stopTraining();
    }
  }

  private boolean improved(int epoch, Logs logs, Context run) {
    boolean improved = false;
    for (int i = 0; i < best.length; i++) {
      MonitoredLog log = watched.get(i);
      if (logs.has(log.log()) && log.improves(logs.get(log.log()), best[i])) {
        best[i] = logs.get(log.log());
        improved = true;
        if (i == 0) {
          keep(epoch, run);
        }
        if (Double.isNaN(baseline) || log.improves(best[i], baseline)) {
          waited = 0;
        }
      }
    }
    return improved;
  }

  private void keep(int epoch, Context run) {
    bestEpoch = epoch;
    if (restoreBestWeights) {
      bestWeights = run.weights();
    }
  }

  @Override
  public void onTrainEnd(Logs logs, Context run) {
    if (stoppedEpoch > 0 && verbose) {
      run.tell("Epoch " + (stoppedEpoch + 1) + ": early stopping");
    }
    if (bestWeights != null) {
      if (verbose) {
        run.tell(
            "Restoring model weights from the end of the best epoch: " + (bestEpoch + 1) + ".");
      }
      run.weights(bestWeights);
      bestWeights = null;
    }
  }

  @Override
  public void saveState(DataOutput out) throws IOException {
    out.writeInt(waited);
    out.writeInt(stoppedEpoch);
    for (double value : best) {
      out.writeDouble(value);
    }
    out.writeInt(bestEpoch);
    out.writeInt(bestWeights == null ? -1 : bestWeights.size());
    if (bestWeights != null) {
      for (float[] values : bestWeights) {
        out.writeInt(values.length);
        for (float value : values) {
          out.writeFloat(value);
        }
      }
    }
  }

  @Override
  public void restoreState(DataInput in) throws IOException {
    waited = in.readInt();
    stoppedEpoch = in.readInt();
    for (int i = 0; i < best.length; i++) {
      best[i] = in.readDouble();
    }
    bestEpoch = in.readInt();
    int count = in.readInt();
    if (count < 0) {
      return;
    }
    bestWeights = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] values = new float[in.readInt()];
      for (int j = 0; j < values.length; j++) {
        values[j] = in.readFloat();
      }
      bestWeights.add(values);
    }
  }
}
