package dev.braid.callbacks;

import static dev.braid.internal.training.Runs.quiet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Callback;
import dev.braid.Fit;
import dev.braid.internal.training.LinearBatch;
import dev.braid.internal.training.LinearModel;
import dev.braid.internal.training.RepeatedBatches;
import dev.braid.internal.training.ShuffledBatches;
import dev.braid.internal.training.TrainingLoops;
import dev.braid.training.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupAndRestoreTest {
  @TempDir Path folder;

  private static Callback failingAt(int epoch, int batch) {
    return new LambdaCallback()
        .onTrainBatchBegin(
            (at, run) -> {
              if (run.epoch() == epoch && at == batch) {
                throw new IllegalStateException("power cut");
              }
            });
  }

  private static LinearModel fit(Fit fit) {
    LinearModel model = new LinearModel("y");
    new TrainingLoops<>(model)
        .fit(RepeatedBatches.alone(new ShuffledBatches(LinearBatch.batches(28, 4, 1))), fit);
    return model;
  }

  @Test
  void should_resume_in_the_middle_of_an_epoch() {
    Callback backup = new BackupAndRestore(folder.resolve("b")).saveFreq(2);
    assertThatThrownBy(() -> fit(quiet(4, backup, failingAt(2, 5))));
    assertThat(folder.resolve("b")).isNotEmptyDirectory();
    assertThat(fit(quiet(4, backup)).text()).isEqualTo(fit(quiet(4)).text());
    assertThat(folder.resolve("b")).as("the backup is not needed any more").doesNotExist();
  }

  @Test
  void should_resume_if_epochs_have_steps() {
    Callback backup = new BackupAndRestore(folder.resolve("b"));
    assertThatThrownBy(() -> fit(quiet(6, backup, failingAt(4, 1)).stepsPerEpoch(5)));
    LinearModel uninterrupted = fit(quiet(6).stepsPerEpoch(5));
    LinearModel resumed = fit(quiet(6, backup).stepsPerEpoch(5));
    assertThat(resumed.iterations()).isEqualTo(30);
    assertThat(resumed.text()).isEqualTo(uninterrupted.text());
  }

  @Test
  void should_log_each_epoch_once_if_one_was_lost_after_it_was_logged() throws IOException {
    Callback backup = new BackupAndRestore(folder.resolve("b"));
    Path file = folder.resolve("log.csv");
    CsvLogger csv = new CsvLogger(file).append();
    Callback failing =
        new LambdaCallback()
            .onEpochEnd(
                (epoch, logs, run) -> {
                  if (epoch == 2) {
                    throw new IllegalStateException("power cut");
                  }
                });
    assertThatThrownBy(() -> fit(quiet(4, backup, csv, failing)));
    fit(quiet(4, backup, csv));
    assertThat(Files.readAllLines(file))
        .extracting(line -> line.charAt(0))
        .containsExactly('e', '0', '1', '2', '3');
  }

  @Test
  void should_refuse_a_damaged_backup() throws IOException {
    Path dir = folder.resolve("b");
    fit(quiet(2, new BackupAndRestore(dir).keepAtEnd()));
    Path file = dir.resolve("latest.run");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> fit(quiet(3, new BackupAndRestore(dir))))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("damaged");
    assertThat(file).as("it is kept").exists();
  }
}
