package dev.braid.callbacks;

import dev.braid.Callback;
import dev.braid.Logs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the logs of a run for TensorBoard to the folders {@code train} and {@code validation}, as
 * Keras does.
 */
public final class TensorBoard implements Callback {
  private static final String VALIDATION = "val_";

  private final Path folder;
  private int histogramFreq;
  private boolean writeGraph = true;
  private int everyBatches;

  private @Nullable TensorBoardEventFile train;
  private @Nullable TensorBoardEventFile validation;
  private long batches;

  public TensorBoard(Path folder) {
    this.folder = folder;
  }

  /** Writes histograms of the weights after every given number of epochs. */
  public TensorBoard histogramFreq(int epochs) {
    return with(copy -> copy.histogramFreq = CallbackOptions.atLeast(0, "histogramFreq", epochs));
  }

  /** Sets whether the model's graph is written. */
  public TensorBoard writeGraph(boolean whether) {
    return with(copy -> copy.writeGraph = whether);
  }

  /** Also writes the scores after every given number of batches. */
  public TensorBoard updateFreq(int batches) {
    return with(copy -> copy.everyBatches = CallbackOptions.atLeast(1, "updateFreq", batches));
  }

  private TensorBoard with(Consumer<TensorBoard> change) {
    TensorBoard copy = new TensorBoard(folder);
    copy.histogramFreq = histogramFreq;
    copy.writeGraph = writeGraph;
    copy.everyBatches = everyBatches;
    change.accept(copy);
    return copy;
  }

  /** Writes to an event file. */
  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  private void writing(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw OutputFileCheck.failed("tensorBoard", folder, e);
    }
  }

  @Override
  public boolean followsBatches() {
    return everyBatches > 0;
  }

  @Override
  public void onTrainBegin(Context run) {
    OutputFileCheck.check("tensorBoard", folder.resolve("train").resolve("events"));
    batches = 0;
    writing(
        () -> {
          train = new TensorBoardEventFile(folder.resolve("train"));
          if (writeGraph) {
            train.graph(run.graph());
          }
          train.flush();
        });
  }

  @Override
  public void onTrainBatchEnd(int batch, Logs logs, Context run) {
    batches++;
    if (batches % everyBatches == 0) {
      writing(() -> scalars(train(), "batch_", logs.map(), "", batches));
    }
  }

  @Override
  public void onTestEnd(Logs logs, Context run) {
    if (train != null) {
      String set = run.validationSet().isEmpty() ? "" : run.validationSet() + "_";
      String before = "evaluation_" + set;
      writing(() -> scalars(validation(), before, logs.map(), "_vs_iterations", run.iterations()));
    }
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs, Context run) {
    writing(
        () -> {
          for (Map.Entry<String, Double> log : logs.map().entrySet()) {
            if (log.getKey().startsWith(VALIDATION)) {
              String name = log.getKey().substring(VALIDATION.length());
              validation().scalar("epoch_" + name, log.getValue(), epoch);
            } else if (!log.getKey().equals("learning_rate")) {
              train().scalar("epoch_" + log.getKey(), log.getValue(), epoch);
            }
          }
          train().scalar("epoch_learning_rate", run.learningRate(), epoch);
          if (histogramFreq > 0 && epoch % histogramFreq == 0) {
            histograms(run, epoch);
          }
          train().flush();
          if (validation != null) {
            validation.flush();
          }
        });
  }

  private void histograms(Context run, int epoch) throws IOException {
    List<String> paths = run.weightPaths();
    List<float[]> weights = run.weights();
    for (int i = 0; i < weights.size(); i++) {
      train().histogram(paths.get(i) + "/histogram", weights.get(i), epoch);
    }
  }

  private TensorBoardEventFile train() throws IOException {
    if (train == null) {
      train = new TensorBoardEventFile(folder.resolve("train"));
    }
    return train;
  }

  private TensorBoardEventFile validation() throws IOException {
    if (validation == null) {
      validation = new TensorBoardEventFile(folder.resolve("validation"));
    }
    return validation;
  }

  private static void scalars(
      TensorBoardEventFile file, String before, Map<String, Double> logs, String after, long step)
      throws IOException {
    for (Map.Entry<String, Double> log : logs.entrySet()) {
      file.scalar(before + log.getKey() + after, log.getValue(), step);
    }
  }

  @Override
  public void onTrainEnd(Logs logs, Context run) {
    writing(
        () -> {
          try (TensorBoardEventFile first = train;
              TensorBoardEventFile second = validation) {
            flush(first);
            flush(second);
          } finally {
            train = null;
            validation = null;
          }
        });
  }

  private static void flush(@Nullable TensorBoardEventFile file) throws IOException {
    if (file != null) {
      file.flush();
    }
  }
}
