package dev.braid.internal.training;

import dev.braid.Callback;
import dev.braid.Logs;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.logs.LogNames;
import dev.braid.internal.training.progress.ProgressDisplay;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The state of one run, which its callbacks read. */
final class RunContext implements Callback.Context {
  private final TrainableModel<?> model;
  private final LogNames names;
  private final ProgressDisplay progress;
  private final int epochs;
  private final Map<String, Double> pending = new LinkedHashMap<>();
  private RunSaver saver = out -> {};
  private Callable<InputStream> resumed;
  private Logs logs = Logs.none();
  private Callback.Ending ending = Callback.Ending.RUNNING;
  private int epoch;
  private int steps;
  private boolean closingEpoch;
  private String validationSet = "";

  /** Writes the current state of the run. */
  @FunctionalInterface
  interface RunSaver {
    void save(OutputStream out) throws IOException;
  }

  RunContext(TrainableModel<?> model, LogNames names, ProgressDisplay progress, int epochs) {
    this.model = model;
    this.names = names;
    this.progress = progress;
    this.epochs = epochs;
  }

  void saver(RunSaver value) {
    saver = value;
  }

  Optional<Callable<InputStream>> resumed() {
    return Optional.ofNullable(resumed);
  }

  void epoch(int value) {
    epoch = value;
  }

  void steps(int batches) {
    steps = batches;
  }

  void logs(Logs value) {
    logs = value;
  }

  void ending(Callback.Ending value) {
    ending = value;
  }

  /** Sets the logs of an epoch and adds the values that callbacks have logged before. */
  void closeEpoch(Logs epochLogs) {
    logs = epochLogs;
    pending.forEach((name, value) -> logs = logs.with(name, value));
    pending.clear();
    closingEpoch = true;
  }

  void epochClosed() {
    closingEpoch = false;
  }

  boolean closingEpoch() {
    return closingEpoch;
  }

  boolean stopped() {
    return ending != Callback.Ending.RUNNING;
  }

  @Override
  public String modelName() {
    return model.name();
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public int epochs() {
    return epochs;
  }

  @Override
  public int steps() {
    return steps;
  }

  @Override
  public Logs logs() {
    return logs;
  }

  @Override
  public void log(String name, double value) {
    if (closingEpoch) {
      logs = logs.with(name, value);
    } else {
      pending.put(name, value);
    }
  }

  @Override
  public void stopTraining() {
    if (ending == Callback.Ending.RUNNING) {
      ending = Callback.Ending.STOPPED;
    }
  }

  @Override
  public Callback.Ending ending() {
    return ending;
  }

  @Override
  public double learningRate() {
    return model.learningRate();
  }

  @Override
  public void learningRate(double rate) {
    if (!(rate >= 0) || Double.isInfinite(rate)) {
      throw exception("The learning rate", "learningRate", "a number of at least 0", rate);
    }
    model
        .schedule()
        .ifPresent(
            schedule -> {
              throw StructureException.of(
                  "The learning rate cannot be set", scheduled("learningRate", schedule));
            });
    model.learningRate(rate);
  }

  @Override
  public void setLossWeight(String output, double weight) {
    if (!Double.isFinite(weight)) {
      throw exception("The loss weight", output, "a loss weight that is a number", weight);
    }
    model.setLossWeight(output, weight);
  }

  /** Returns the problem of setting a rate that a schedule determines. */
  static Problem scheduled(String name, String schedule) {
    return new Problem(
        "scheduled-rate",
        name,
        "an optimizer with a fixed learning rate, which can be set",
        "received one whose rate " + schedule + " gives",
        "Compile with a fixed rate such as adam(0.001), or leave the rate to the schedule.");
  }

  private static StructureException exception(
      String what, String option, String expected, double received) {
    return StructureException.of(
        what + " cannot be set",
        new Problem("option", option, expected, "received " + received, ""));
  }

  @Override
  public List<float[]> weights() {
    return model.weights();
  }

  @Override
  public void weights(List<float[]> values) {
    model.weights(values);
  }

  @Override
  public List<String> weightPaths() {
    return model.weightPaths();
  }

  @Override
  public List<Callback.Node> graph() {
    return model.graph();
  }

  @Override
  public long iterations() {
    return model.iterations();
  }

  /** Sets the validation set that is measured now. */
  void validationSet(String name) {
    validationSet = name;
  }

  @Override
  public String validationSet() {
    return validationSet;
  }

  @Override
  public List<String> logNames() {
    return List.copyOf(names.all());
  }

  @Override
  public boolean higherIsBetter(String log) {
    return names.higherIsBetter(log);
  }

  @Override
  public boolean directionKnown(String log) {
    return names.directionKnown(log);
  }

  @Override
  public void save(Path file) throws IOException {
    model.save(file);
  }

  @Override
  public void saveWeights(Path file) throws IOException {
    model.saveWeights(file);
  }

  @Override
  public void saveRun(OutputStream out) throws IOException {
    saver.save(out);
  }

  @Override
  public void resumeRun(Callable<InputStream> from) {
    resumed = from;
  }

  @Override
  public void tell(String message) {
    progress.tell(message);
  }
}
