package dev.braid.internal.logs;

import static dev.braid.internal.training.Runs.quiet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Fit;
import dev.braid.Histories;
import dev.braid.History;
import dev.braid.callbacks.EarlyStopping;
import dev.braid.callbacks.ModelCheckpoint;
import dev.braid.internal.data.DataLoader;
import dev.braid.internal.data.TrainingData;
import dev.braid.internal.training.LinearBatch;
import dev.braid.internal.training.LinearModel;
import dev.braid.internal.training.RepeatedBatches;
import dev.braid.internal.training.TrainingLoops;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogNamesTest {
  private static final LinearModel TWO = new LinearModel("digit", "digit_size");

  private static LogNames names(String... sets) {
    return TWO.logNames(List.of(sets), List.of());
  }

  private static History fit(LinearModel model, Fit fit, String... sets) {
    Map<String, DataLoader<LinearBatch>> validation = new LinkedHashMap<>();
    for (String set : sets) {
      validation.put(set, RepeatedBatches.of(LinearBatch.batches(10, 4, 2)));
    }
    DataLoader<LinearBatch> data = RepeatedBatches.of(LinearBatch.batches(10, 4, 2));
    return Histories.of(new TrainingLoops<>(model).fit(new TrainingData<>(data, validation), fit));
  }

  @Test
  void should_take_the_names_of_named_validation_sets_apart() {
    LogNames names = names("val", "val_night");
    assertThat(names.of("val_night_digit_hits"))
        .isEqualTo(new LogName("val_night", "digit", "hits", ScoreDirection.MAX));
    assertThat(names.of("val_night_digit_size_loss"))
        .isEqualTo(new LogName("val_night", "digit_size", "loss", ScoreDirection.MIN));
    assertThat(names.of("val_night_loss"))
        .isEqualTo(new LogName("val_night", "", "loss", ScoreDirection.MIN));
    assertThat(names.of("val_digit_mae"))
        .isEqualTo(new LogName("val", "digit", "mae", ScoreDirection.MIN));
    assertThat(names.of("digit_hits"))
        .isEqualTo(new LogName("", "digit", "hits", ScoreDirection.MAX));
    names.all().forEach(name -> assertThat(names.of(name).name()).isEqualTo(name));
  }

  @Test
  void should_split_names_that_were_not_announced() {
    LogNames names = names("val_night");
    assertThat(names.of("learning_rate"))
        .isEqualTo(new LogName("", "", "learning_rate", ScoreDirection.UNKNOWN));
    assertThat(names.of("digit_size_spread"))
        .isEqualTo(new LogName("", "digit_size", "spread", ScoreDirection.UNKNOWN));
    assertThat(names.of("val_digit_hits"))
        .as("a log of an earlier run, which validated on more data")
        .isEqualTo(new LogName("val", "digit", "hits", ScoreDirection.MAX));
  }

  @Test
  void should_know_the_direction_of_an_output_that_is_named_like_a_validation_set() {
    LogNames names = new LinearModel("val", "night").logNames(List.of("val_night"), List.of());
    assertThat(names.of("val_hits")).isEqualTo(new LogName("", "val", "hits", ScoreDirection.MAX));
    assertThat(names.of("val_night_night_mae"))
        .isEqualTo(new LogName("val_night", "night", "mae", ScoreDirection.MIN));
  }

  @Test
  void should_find_the_best_epoch_of_a_named_validation_set() {
    History history = fit(new LinearModel("digit", "size"), quiet(4), "", "night");
    double[] hits = history.get("val_night_digit_hits");
    double most = Arrays.stream(hits).max().orElseThrow();
    assertThat(most).isGreaterThan(Arrays.stream(hits).min().orElseThrow());
    assertThat(history.best("val_night_digit_hits")).isEqualTo(most);
    assertThat(history.best("val_night_digit_loss"))
        .isEqualTo(history.last("val_night_digit_loss"));
  }

  @Test
  void should_stop_and_save_by_the_direction_of_a_named_validation_set(@TempDir Path folder) {
    LinearModel model = new LinearModel("digit", "size");
    EarlyStopping stopping = new EarlyStopping("val_night_digit_hits").patience(1);
    ModelCheckpoint best =
        new ModelCheckpoint(folder.resolve("{epoch}.keras"))
            .monitor("val_night_digit_hits")
            .saveBestOnly();
    History history = fit(model, quiet(30, stopping, best), "night");
    double[] hits = history.get("val_night_digit_hits");
    assertThat(hits[history.epochs() - 1])
        .as("it stops when more hits don't come")
        .isLessThanOrEqualTo(hits[history.epochs() - 2]);
    assertThat(hits[0]).isLessThan(hits[history.epochs() - 2]);
    for (int epoch = 0; epoch < hits.length; epoch++) {
      double before = Arrays.stream(hits, 0, epoch).max().orElse(-1);
      assertThat(Files.exists(folder.resolve((epoch + 1) + ".keras")))
          .as("saved after epoch %d", epoch + 1)
          .isEqualTo(hits[epoch] > before);
    }
  }

  @Test
  void should_refuse_a_validation_set_whose_logs_are_those_of_an_output() {
    assertThatThrownBy(() -> fit(TWO, quiet(1), "", "digit"))
        .hasMessage(
            """
            fit of the model "linear" cannot begin:
              [duplicate-log]  "val_digit_loss": expected one value of this name, received two, "loss" of the output "digit" on the validation data and "loss" on the validation data "digit". Give the validation data another name.
              See src/docs/errors.md#duplicate-log""");
  }

  @Test
  void should_say_which_validation_set_a_monitor_could_mean() {
    Fit plain = quiet(1, new EarlyStopping("val_digit_hits"));
    assertThatThrownBy(() -> fit(TWO, plain, "night"))
        .hasMessageContaining(
            "Monitor \"val_night_digit_hits\", or pass validationData(x, y) without a name.");
    Fit short_ = quiet(1, new EarlyStopping("night_digit_hits"));
    assertThatThrownBy(() -> fit(TWO, short_, "night"))
        .hasMessageContaining("Did you mean \"val_night_digit_hits\"?");
  }
}
