package dev.braid.callbacks;

import static dev.braid.Braid.*;

import dev.braid.Callback;
import dev.braid.History;
import dev.braid.Logs;
import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import dev.braid.Weight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * A program that trains a real model until it is killed, started by tests in a separate process.
 */
final class KilledModel {
  private KilledModel() {}

  public static void main(String... args) throws IOException {
    Path folder = Path.of(args[0]);
    Callback waiting =
        new Callback() {
          @Override
          public void onEpochBegin(int epoch, Context run) {
            System.out.println("epoch " + epoch);
            read();
          }

          @Override
          public void onEpochEnd(int epoch, Logs logs, Context run) {
            System.out.println("saving");
          }
        };
    Files.writeString(folder.resolve("result"), run(folder, Integer.parseInt(args[1]), waiting));
  }

  private static void read() {
    try {
      System.in.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the model that is trained. */
  static Model model() {
    Tensor in = input("in", 6);
    Model model =
        Model.inputs(in)
            .outputs(
                in.then(dense(400, TANH))
                    .then(dense(400, TANH))
                    .then(batchNormalization())
                    .then(dropout(0.3))
                    .then(dense(1).name("y")));
    model.compile(adam(1e-2), mse(), mae());
    return model;
  }

  /**
   * Trains a run that depends on random numbers, momentum, rates and the state of callbacks.
   *
   * @return the weights and the validation logs; training logs after a backup include fewer batches
   */
  static String run(Path folder, int epochs, Callback... more) {
    setRandomSeed(4);
    Random random = new Random(8);
    float[][] x = new float[48][6];
    float[] y = new float[48];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < 6; j++) {
        x[i][j] = random.nextFloat();
      }
      y[i] = x[i][0] * x[i][1];
    }
    Model model = model();
    History history =
        model.fit(
            x,
            y,
            epochs(epochs)
                .batchSize(8)
                .validationSplit(0.25)
                .verbose(Verbosity.SILENT)
                .callbacks(more)
                .callbacks(
                    new ReduceLrOnPlateau("val_loss").patience(1).factor(0.97),
                    new EarlyStopping("val_loss").patience(10_000).restoreBestWeights(),
                    new ModelCheckpoint(folder.resolve("model.keras")),
                    new ModelCheckpoint(folder.resolve("model.weights.h5"))
                        .saveWeightsOnly()
                        .saveFreq(3),
                    new CsvLogger(folder.resolve("log.csv")).append(),
                    new BackupAndRestore(folder.resolve("backup")).saveFreq(2)));
    StringBuilder text = new StringBuilder();
    history.map().entrySet().stream()
        .filter(log -> log.getKey().startsWith("val_"))
        .forEach(log -> text.append(log.getKey()).append(Arrays.toString(log.getValue())));
    for (Weight weight : model.weights()) {
      text.append(Arrays.toString(weight.array().dup('c').data().asFloat()));
    }
    return text.toString();
  }
}
