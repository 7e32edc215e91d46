package dev.braid.callbacks;

import dev.braid.Callback;
import dev.braid.Histories;
import dev.braid.History;
import dev.braid.internal.data.DataLoader;
import dev.braid.internal.files.AtomicFile;
import dev.braid.internal.training.LinearBatch;
import dev.braid.internal.training.LinearModel;
import dev.braid.internal.training.RepeatedBatches;
import dev.braid.internal.training.Runs;
import dev.braid.internal.training.ShuffledBatches;
import dev.braid.internal.training.TrainingLoops;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A program that trains until it is killed, started by tests in a separate process. */
final class KilledProgram {
  static final String LAST_LINE = "the end";
  private static final int LINES = 20_000;

  private KilledProgram() {}

  /** A model that is slow to save. */
  private static final class SlowlySaved extends LinearModel {
    SlowlySaved() {
      super("y");
    }

    @Override
    public void save(Path file) throws IOException {
      AtomicFile.write(
          file,
          out -> {
            for (int i = 0; i < LINES; i++) {
              out.write(("line " + i + "\n").getBytes(StandardCharsets.UTF_8));
            }
            out.write(LAST_LINE.getBytes(StandardCharsets.UTF_8));
          });
    }
  }

  public static void main(String... args) throws IOException {
    Path folder = Path.of(args[1]);
    Callback reporting =
        new LambdaCallback()
            .onEpochBegin((epoch, run) -> System.out.println(epoch))
            .onTrainBatchBegin((batch, run) -> System.out.println("batch"));
    switch (args[0]) {
      case "checkpoint" ->
          Runs.fitAlone(
              new SlowlySaved(),
              Runs.quiet(
                  Integer.MAX_VALUE,
                  new ModelCheckpoint(folder.resolve("model.keras")),
                  reporting));
      case "interrupt" ->
          Runs.fitAlone(
              new LinearModel("y"),
              Runs.quiet(
                  Integer.MAX_VALUE,
                  new CsvLogger(folder.resolve("log.csv")),
                  reporting,
                  new LambdaCallback()
                      .onTrainEnd((logs, run) -> write(folder, "end", run.ending().name()))));
      case "backup" ->
          write(folder, "result", backedUp(folder.resolve("backup"), folder, waiting()));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /**
   * Returns a callback that waits for a byte before each epoch, so that a kill is never too late.
   */
  private static Callback waiting() {
    return new LambdaCallback()
        .onEpochBegin(
            (epoch, run) -> {
              System.out.println(epoch);
              try {
                System.in.read();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static void write(Path folder, String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Trains a run whose results depend on the order of batches, on the rate and on previous epochs.
   */
  static String backedUp(Path backup, Path folder, Callback... more) {
    LinearModel model = new LinearModel("left", "right");
    DataLoader<LinearBatch> data = new ShuffledBatches(LinearBatch.batches(50, 4, 2));
    List<Callback> callbacks = new ArrayList<>();
    callbacks.add(new BackupAndRestore(backup).keepAtEnd());
    callbacks.add(new CsvLogger(folder.resolve("log.csv")).append());
    callbacks.add(new ReduceLrOnPlateau("val_loss").factor(0.9).patience(1).minDelta(0.01));
    callbacks.add(new EarlyStopping("val_loss").patience(100).restoreBestWeights());
    callbacks.addAll(Arrays.asList(more));
    History history =
        Histories.of(
            new TrainingLoops<>(model)
                .fit(
                    RepeatedBatches.validated(data),
                    Runs.quiet(60, callbacks.toArray(new Callback[0]))));
    StringBuilder text = new StringBuilder(model.text());
    history.map().forEach((name, values) -> text.append(name).append(Arrays.toString(values)));
    return text.toString();
  }

  static Process start(String mode, Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            KilledProgram.class.getName(),
            mode,
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Waits until the program has written a number of lines, or has ended. */
  static void await(BufferedReader output, int lines) throws IOException {
    int left = lines;
    while (left > 0 && output.readLine() != null) {
      left--;
    }
  }
}
