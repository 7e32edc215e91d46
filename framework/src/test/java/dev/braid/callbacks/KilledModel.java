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
 * A program that trains a real model until it is killed: started by tests in a process of its own.
 */
final class KilledModel {
  private KilledModel() {}

  public static void main(String... args) throws IOException {
    Path folder = Path.of(args[0]);
    Callback asking =
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
    Files.writeString(folder.resolve("result"), run(folder, asking));
  }

  private static void read() {
    try {
      System.in.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A run in which chance, momentum, rates and what callbacks remember all decide. */
  static String run(Path folder, Callback... more) {
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
    Tensor in = input("in", 6);
    Model model =
        Model.inputs(in)
            .outputs(
                in.then(dense(16, TANH))
                    .then(batchNormalization())
                    .then(dropout(0.3))
                    .then(dense(1).name("y")));
    model.compile(adam(1e-2), mse(), mae());
    History history =
        model.fit(
            x,
            y,
            epochs(8)
                .batchSize(8)
                .validationSplit(0.25)
                .verbose(Verbosity.SILENT)
                .callbacks(more)
                .callbacks(
                    new ReduceLrOnPlateau("val_loss").patience(1).factor(0.7),
                    new EarlyStopping("val_loss").patience(50).restoreBestWeights(),
                    new ModelCheckpoint(folder.resolve("model.keras")),
                    new BackupAndRestore(folder.resolve("backup"))));
    StringBuilder text = new StringBuilder();
    history.map().forEach((name, values) -> text.append(name).append(Arrays.toString(values)));
    for (Weight weight : model.weights()) {
      text.append(Arrays.toString(weight.array().dup('c').data().asFloat()));
    }
    return text.toString();
  }
}
