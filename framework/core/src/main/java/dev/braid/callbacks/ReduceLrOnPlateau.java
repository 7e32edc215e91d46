package dev.braid.callbacks;

import dev.braid.Callback;
import dev.braid.Logs;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Reduces the learning rate when a monitored log no longer improves. */
public final class ReduceLrOnPlateau implements Callback {
  private MonitoredLog monitor;
  private double factor = 0.1;
  private int patience = 10;
  private int cooldown;
  private double minLr;
  private boolean verbose;

  private MonitoredLog watched;
  private double best = Double.NaN;
  private int waited;
  private int cooling;

  /** Monitors a log such as {@code val_loss}. */
  public ReduceLrOnPlateau(String log) {
    monitor = new MonitoredLog(log, "auto", 1e-4);
    watched = monitor;
  }

  private ReduceLrOnPlateau(ReduceLrOnPlateau from) {
    monitor = from.monitor;
    watched = monitor;
    factor = from.factor;
    patience = from.patience;
    cooldown = from.cooldown;
    minLr = from.minLr;
    verbose = from.verbose;
  }

  /**
   * Sets the factor, below 1, by which the rate is multiplied; 0 reduces it to the minimum rate at
   * once.
   */
  public ReduceLrOnPlateau factor(double value) {
    if (!(value >= 0 && value < 1)) {
      throw CallbackOptions.wrong("factor", "a number from 0 to below 1", Double.toString(value));
    }
    return with(copy -> copy.factor = value);
  }

  /** Sets the number of epochs without improvement after which the rate is reduced. */
  public ReduceLrOnPlateau patience(int epochs) {
    return with(copy -> copy.patience = CallbackOptions.atLeast(0, "patience", epochs));
  }

  /** Sets the minimum change that counts as an improvement. */
  public ReduceLrOnPlateau minDelta(double change) {
    return with(copy -> copy.monitor = monitor.minDelta(change));
  }

  /** Sets the direction: {@code min}, {@code max}, or {@code auto} for that of the metric. */
  public ReduceLrOnPlateau mode(String mode) {
    return with(copy -> copy.monitor = monitor.mode(mode));
  }

  /** Sets the number of epochs after a reduction during which no epochs are counted. */
  public ReduceLrOnPlateau cooldown(int epochs) {
    return with(copy -> copy.cooldown = CallbackOptions.atLeast(0, "cooldown", epochs));
  }

  /** Sets the minimum rate. */
  public ReduceLrOnPlateau minLr(double rate) {
    if (Double.isNaN(rate)) {
      throw CallbackOptions.wrong("minLr", "a number", "NaN");
    }
    return with(copy -> copy.minLr = rate);
  }

  /** Reports when it reduces the rate. */
  public ReduceLrOnPlateau verbose() {
    return with(copy -> copy.verbose = true);
  }

  private ReduceLrOnPlateau with(Consumer<ReduceLrOnPlateau> change) {
    ReduceLrOnPlateau copy = new ReduceLrOnPlateau(this);
    change.accept(copy);
    return copy;
  }

  @Override
  public List<String> monitors() {
    return List.of(monitor.log());
  }

  @Override
  public boolean setsLearningRate() {
    return true;
  }

  @Override
  public List<String> adds() {
    return List.of("learning_rate");
  }

  @Override
  public void onTrainBegin(Context run) {
    watched = monitor.in(run, "reduceLrOnPlateau");
    best = Double.NaN;
    waited = 0;
    cooling = 0;
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs, Context run) {
    run.log("learning_rate", run.learningRate());
    if (!logs.has(monitor.log())) {
      return;
    }
    if (cooling > 0) {
      cooling--;
      waited = 0;
    }
    double current = logs.get(monitor.log());
    if (watched.improves(current, best)) {
      best = current;
      waited = 0;
    } else if (cooling == 0) {
      waited++;
      if (waited >= patience && reduce(epoch, run)) {
        cooling = cooldown;
        waited = 0;
      }
    }
  }

  private boolean reduce(int epoch, Context run) {
    double rate = run.learningRate();
    if (rate <= (float) minLr) {
      return false;
    }
    double reduced = Math.max(rate * factor, minLr);
    run.learningRate(reduced);
    if (verbose) {
      run.tell(
          "Epoch "
              + (epoch + 1)
              + ": ReduceLROnPlateau reducing learning rate to "
              + reduced
              + ".");
    }
    return true;
  }

  @Override
  public void saveState(DataOutput out) throws IOException {
    out.writeDouble(best);
    out.writeInt(waited);
    out.writeInt(cooling);
  }

  @Override
  public void restoreState(DataInput in) throws IOException {
    best = in.readDouble();
    waited = in.readInt();
    cooling = in.readInt();
  }
}
