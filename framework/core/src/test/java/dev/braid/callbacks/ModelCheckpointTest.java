package dev.braid.callbacks;

import static dev.braid.internal.training.Runs.quiet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.History;
import dev.braid.Logs;
import dev.braid.StructureException;
import dev.braid.internal.files.AtomicFile;
import dev.braid.internal.training.LinearModel;
import dev.braid.internal.training.Runs;
import dev.braid.training.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCheckpointTest {
  @TempDir Path folder;
  private final LinearModel model = new LinearModel("y");

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void should_replace_epochs_and_logs_in_the_path() throws IOException {
    History history =
        Runs.fit(
            model,
            quiet(2, new ModelCheckpoint(folder.resolve("at-{epoch:02d}-{val_loss:.3f}.keras"))));
    double[] losses = history.get("val_loss");
    assertThat(names())
        .containsExactly(
            String.format(Locale.ROOT, "at-01-%.3f.keras", losses[0]),
            String.format(Locale.ROOT, "at-02-%.3f.keras", losses[1]));
  }

  @Test
  void should_format_placeholders_as_python_does() {
    Logs logs = Logs.of(Map.of("loss", 0.125, "n", 3.0));
    assertThat(
            new CheckpointPathPattern("{epoch}|{epoch:3d}|{batch:04d}|{loss:.2f}|{loss}|{n}")
                .path(6, 11, logs))
        .hasToString("7|  7|0012|0.12|0.125|3");
    assertThatThrownBy(() -> new CheckpointPathPattern("{loss:>8}.keras"))
        .hasMessageContaining("[option]")
        .hasMessageContaining("{loss:>8}");
  }

  @Test
  void should_save_only_the_best_model() throws IOException {
    Path file = folder.resolve("best.keras");
    ModelCheckpoint best = new ModelCheckpoint(file).monitor("val_loss").saveBestOnly();
    EarlyStopping worse = new EarlyStopping("val_loss").patience(1);
    Runs.fit(model, quiet(3, best));
    String kept = Files.readString(file);
    assertThat(kept).isEqualTo("model " + model.text());
    model.learningRate(3);
    Runs.fit(model, quiet(9, worse, best));
    assertThat(Files.readString(file)).as("nothing since was better").isEqualTo(kept);
  }

  @Test
  void should_save_after_a_number_of_batches() throws IOException {
    Runs.fit(
        model, quiet(2, new ModelCheckpoint(folder.resolve("{epoch}-{batch}.keras")).saveFreq(2)));
    assertThat(names()).containsExactly("1-2.keras", "2-1.keras", "2-3.keras");
  }

  @Test
  void should_save_only_weights() throws IOException {
    Path file = folder.resolve("w.weights.h5");
    Runs.fit(model, quiet(1, new ModelCheckpoint(file).saveWeightsOnly()));
    assertThat(Files.readString(file)).startsWith("weights ");
    assertThatThrownBy(() -> Runs.fit(model, quiet(1, new ModelCheckpoint(file))))
        .hasMessageContaining("a path that ends in .keras");
  }

  @Test
  void should_refuse_an_unwritable_path_before_training() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(
            () -> Runs.fit(model, quiet(1, new ModelCheckpoint(file.resolve("m.keras")))))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("[unwritable]")
        .hasMessageContaining(file.resolve("m.keras").toString());
    assertThat(model.iterations()).isZero();
  }

  @Test
  void should_refuse_a_placeholder_for_a_log_that_will_not_exist() {
    assertThatThrownBy(
            () ->
                Runs.fitAlone(
                    model, quiet(1, new ModelCheckpoint(folder.resolve("{val_loss}.keras")))))
        .hasMessageContaining("[monitor]");
  }

  @Test
  void should_keep_the_existing_file_if_the_disk_is_full() throws IOException {
    Path file = Files.writeString(folder.resolve("m.keras"), "older");
    LinearModel full =
        new LinearModel("y") {
          @Override
          public void save(Path target) throws IOException {
            AtomicFile.write(
                target,
                out -> {
                  out.write('h');
                  throw new IOException("No space left on device");
                });
          }
        };
    assertThatThrownBy(() -> Runs.fit(full, quiet(1, new ModelCheckpoint(file))))
        .isInstanceOf(TrainingException.class)
        .hasMessage(
            "modelCheckpoint could not write \"%s\": No space left on device. The existing file is unchanged."
                .formatted(file));
    assertThat(file).hasContent("older");
    assertThat(names()).containsExactly("m.keras");
  }

  @Test
  void should_report_what_it_saves_with_keras_messages() {
    FakeRun run = new FakeRun();
    ModelCheckpoint best =
        new ModelCheckpoint(folder.resolve("m.keras"))
            .monitor("score")
            .saveBestOnly()
            .initialValueThreshold(0.5)
            .verbose();
    best.onTrainBegin(run);
    best.onEpochEnd(0, Logs.of(Map.of("score", 0.625)), run);
    assertThat(run.messages).containsExactly("Epoch 1: score did not improve from 0.50000");
  }
}
