package dev.braid.callbacks;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Activation;
import dev.braid.Callback;
import dev.braid.Fit;
import dev.braid.History;
import dev.braid.Model;
import dev.braid.Optimizer;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import dev.braid.Weight;
import dev.braid.layers.core.Dense;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that were changed between the backup and the resumed run. */
class BackedUpModelTest {
  private static final Callback NOTHING = lambdaCallback();

  @TempDir Path folder;

  private static Model model(Dense hidden, Activation last, Optimizer optimizer) {
    Tensor in = input("in", 3);
    Model model =
        Model.inputs(in).outputs(in.then(hidden.name("hidden")).then(dense(1, last).name("y")));
    model.compile(optimizer, mse());
    return model;
  }

  private static Model model() {
    return model(dense(4, TANH), LINEAR, adam(0.01));
  }

  private History fit(Model model, Fit options) {
    setRandomSeed(2);
    Random random = new Random(1);
    float[][] x = new float[12][3];
    float[] y = new float[12];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < 3; j++) {
        x[i][j] = random.nextFloat();
      }
      y[i] = x[i][0] - x[i][1];
    }
    return model.fit(x, y, options.verbose(Verbosity.SILENT));
  }

  private BackupAndRestore backup() {
    return backupAndRestore(folder.resolve("backup"));
  }

  private static Callback failingAt(int epoch, int batch) {
    return lambdaCallback()
        .onTrainBatchEnd(
            (at, logs, run) -> {
              if (run.epoch() == epoch && at == batch) {
                throw new IllegalStateException("power cut");
              }
            });
  }

  private void interrupt(Model model, Callback... callbacks) {
    assertThatThrownBy(
            () ->
                fit(
                    model,
                    epochs(5)
                        .batchSize(4)
                        .callbacks(callbacks)
                        .callbacks(backup(), failingAt(2, 1))))
        .hasMessageContaining("power cut");
  }

  private static List<float[]> weights(Model model) {
    return model.weights().stream().map(Weight::array).map(a -> a.data().asFloat()).toList();
  }

  @Test
  void should_refuse_to_resume_with_another_model_and_name_the_differences() {
    interrupt(model());
    Model other = model(dense(4, RELU).useBias(false), LINEAR, sgd(0.1).momentum(0.9).clipNorm(1));
    List<float[]> before = weights(other);
    assertThatThrownBy(() -> fit(other, epochs(5).callbacks(backup())))
        .isInstanceOf(StructureException.class)
        .hasMessage(
            """
            fit of the model "model" cannot continue from its backup:
              [backup-mismatch]  "hidden": expected the activation tanh of the backup, received relu. Build and compile the model as before, or delete the backup to begin again.
              [backup-mismatch]  "hidden": expected the use_bias true of the backup, received false. Build and compile the model as before, or delete the backup to begin again.
              [backup-mismatch]  "optimizer": expected the class Adam of the backup, received SGD. Build and compile the model as before, or delete the backup to begin again.
              See src/docs/errors.md#backup-mismatch""");
    assertThat(weights(other)).usingRecursiveComparison().isEqualTo(before);
  }

  @Test
  void should_refuse_another_rate_loss_or_layer() {
    interrupt(model());
    assertThatThrownBy(
            () -> fit(model(dense(4, TANH), LINEAR, adam(0.02)), epochs(5).callbacks(backup())))
        .hasMessageContaining(
            "\"optimizer\": expected the learning_rate 0.01 of the backup, received" + " 0.02.");
    Model absolute = model();
    absolute.compile(adam(0.01), mae());
    assertThatThrownBy(() -> fit(absolute, epochs(5).callbacks(backup())))
        .hasMessageContaining(
            "\"output y\": expected the loss class MeanSquaredError of the backup, received"
                + " MeanAbsoluteError.");
    Tensor in = input("in", 3);
    Model deeper =
        Model.inputs(in)
            .outputs(
                in.then(dense(4, TANH).name("hidden"))
                    .then(dropout(0.5).name("drop"))
                    .then(dense(1).name("y")));
    deeper.compile(adam(0.01), mse());
    assertThatThrownBy(() -> fit(deeper, epochs(5).callbacks(backup())))
        .hasMessageContaining("\"y\": expected the inputs hidden of the backup, received drop.")
        .hasMessageContaining("\"drop\": expected none, as in the backup, received a Dropout.");
  }

  @Test
  void should_resume_with_more_epochs_other_metrics_callbacks_and_initializers() {
    Model uninterrupted = model();
    setRandomSeed(9);
    List<?> start = model().weights().stream().map(Weight::array).toList();
    uninterrupted.setWeights(start);
    fit(uninterrupted, epochs(7).batchSize(4));

    Model first = model();
    first.setWeights(start);
    interrupt(first);
    Model again = model(dense(4, TANH).kernelInitializer(heNormal()), LINEAR, adam(0.01));
    again.compile(adam(0.01), mse(), mae());
    History history =
        fit(again, epochs(7).batchSize(4).callbacks(NOTHING, backup(), terminateOnNaN()));
    assertThat(history.epochs()).isEqualTo(7);
    assertThat(weights(again)).usingRecursiveComparison().isEqualTo(weights(uninterrupted));
  }

  @Test
  void should_resume_with_the_rate_and_the_frozen_layers_of_the_backup() throws Exception {
    Path checkpoint = folder.resolve("model.keras");
    Model first = model();
    Callback freezing =
        lambdaCallback()
            .onEpochEnd(
                (epoch, logs, run) -> {
                  first.freeze("hidden");
                  run.learningRate(0.5);
                });
    interrupt(first, freezing, modelCheckpoint(checkpoint));
    Path copy = Files.createDirectory(folder.resolve("copy")).resolve("latest.run");
    Files.copy(folder.resolve("backup/latest.run"), copy);
    for (Model again : List.of(model(), Model.load(checkpoint))) {
      Files.copy(
          copy,
          Files.createDirectories(folder.resolve("backup")).resolve("latest.run"),
          StandardCopyOption.REPLACE_EXISTING);
      float[] rates = new float[1];
      History history =
          fit(
              again,
              epochs(3)
                  .batchSize(4)
                  .callbacks(
                      backup(),
                      lambdaCallback()
                          .onEpochBegin((epoch, run) -> rates[0] = (float) run.learningRate())));
      assertThat(history.epochs()).isEqualTo(3);
      assertThat(rates).containsExactly(0.5f);
      assertThat(again.layer("hidden").trainable()).isFalse();
      assertThat(again.layer("y").trainable()).isTrue();
    }
  }

  @Test
  void should_refuse_another_batch_size_only_in_the_middle_of_an_epoch() {
    assertThatThrownBy(
            () ->
                fit(
                    model(),
                    epochs(5).batchSize(4).callbacks(backup().saveFreq(1), failingAt(2, 1))))
        .hasMessageContaining("power cut");
    assertThatThrownBy(() -> fit(model(), epochs(5).batchSize(6).callbacks(backup())))
        .isInstanceOf(StructureException.class)
        .hasMessage(
            """
            fit of the model "model" cannot continue from its backup:
              [backup-mismatch]  expected 3 batches in an epoch, as in the backup, which was made after 1, received 2. Use the data and the batch size of before, or delete the backup to begin again.
              See src/docs/errors.md#backup-mismatch""");
    assertThat(fit(model(), epochs(5).batchSize(4).callbacks(backup())).epochs()).isEqualTo(5);
    interrupt(model());
    assertThat(fit(model(), epochs(5).batchSize(6).callbacks(backup())).epochs()).isEqualTo(5);
  }

  @Test
  void should_restore_callbacks_if_others_were_added_before_them() {
    ReduceLrOnPlateau reduce = reduceLROnPlateau("loss").minDelta(1e9).patience(3).factor(0.5);
    interrupt(model(), reduce);
    double[] rates = new double[5];
    fit(
        model(),
        epochs(5)
            .batchSize(4)
            .callbacks(
                new TimeLimit(java.time.Duration.ofHours(1)),
                reduceLROnPlateau("loss").minDelta(1e9).patience(3).factor(0.5),
                backup(),
                lambdaCallback().onEpochBegin((epoch, run) -> rates[epoch] = run.learningRate())));
    assertThat(Arrays.stream(rates).filter(rate -> rate > 0).toArray())
        .as("the first two epochs count for its patience")
        .containsExactly(0.01, 0.01, 0.005);
  }
}
