package dev.braid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.internal.logs.LogName;
import dev.braid.internal.logs.LogNames;
import dev.braid.internal.logs.ScoreDirection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  @TempDir Path folder;

  private static Logs logs(Object... namesAndValues) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put((String) namesAndValues[i], (Double) namesAndValues[i + 1]);
    }
    return Logs.of(values);
  }

  private static History history() {
    List<History.Epoch> rows = new ArrayList<>();
    rows.add(new History.Epoch(3, logs("accuracy", 0.5, "loss", Double.NaN)));
    rows.add(new History.Epoch(4, logs("accuracy", 0.75, "loss", 0.25, "val_loss", 2.0)));
    rows.add(new History.Epoch(5, logs("accuracy", 0.625, "loss", 0.5, "learning_rate", 1e-4)));
    return History.of(
        rows,
        LogNames.of(
            List.of(
                LogName.training("", "accuracy", ScoreDirection.MAX),
                LogName.training("", "loss", ScoreDirection.MIN))));
  }

  @Test
  void should_know_the_last_and_the_best_of_each_log() {
    History history = history();
    assertThat(history.epochs()).isEqualTo(3);
    assertThat(history.get("accuracy")).containsExactly(0.5, 0.75, 0.625);
    assertThat(history.last("accuracy")).isEqualTo(0.625);
    assertThat(history.best("accuracy")).as("more is better").isEqualTo(0.75);
    assertThat(history.best("loss")).as("less is better, and NaN never").isEqualTo(0.25);
    assertThat(history.bestEpoch("loss")).as("counted from 0").isEqualTo(4);
    assertThat(history.map().keySet())
        .containsExactly("accuracy", "loss", "val_loss", "learning_rate");
  }

  @Test
  void should_give_away_copies() {
    History history = history();
    history.get("accuracy")[0] = 9;
    history.map().get("accuracy")[0] = 9;
    assertThat(history.get("accuracy")[0]).isEqualTo(0.5);
  }

  @Test
  void should_write_a_line_an_epoch() throws IOException {
    Path file = folder.resolve("history.csv");
    history().toCsv(file);
    assertThat(file)
        .hasContent(
            """
            epoch,accuracy,loss,val_loss,learning_rate
            3,0.5,NaN,,
            4,0.75,0.25,2.0,
            5,0.625,0.5,,1.0E-4
            """);
  }

  @Test
  void should_draw_its_curves() throws IOException {
    Path file = folder.resolve("history.svg");
    history().plot(file);
    assertThat(Files.readString(file)).contains("accuracy", "loss");
    history().plot(folder.resolve("history.png"));
    assertThat(folder.resolve("history.png")).isNotEmptyFile();
  }

  @Test
  void should_report_a_run_with_its_model_options_and_checks() throws IOException {
    Tensor words = Braid.input("words", 6);
    Model model =
        Model.inputs(words)
            .outputs(
                words
                    .then(Braid.embedding(50, 4))
                    .then(Braid.lstm(4))
                    .then(Braid.dense(3, Braid.SOFTMAX).name("label")));
    model.compile(Braid.adam(0.01), Braid.sparseCategoricalCrossentropy(), Braid.accuracy());
    Fit options =
        Fit.forEpochs(2)
            .batchSize(4)
            .validationSplit(0.25)
            .verbose(Verbosity.SILENT)
            .callbacks(Braid.earlyStopping("val_loss").patience(5));
    Path file = folder.resolve("report.html");

    model.fit(new int[8][6], new int[8], options).report(file);

    assertThat(Files.readString(file))
        .containsPattern(
            "2 epochs, began \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d [+-]\\d\\d:\\d\\d, took \\d+\\.\\d s</p>")
        .contains("2 epochs", "val_accuracy", "words (InputLayer)")
        .contains("Adam, learning rate 0.01", "sparseCategoricalCrossentropy(), accuracy")
        .contains("the last 0.25 of the samples", "EarlyStopping")
        .contains("&quot;words&quot;: (?, 6) of ids from 0 to 49")
        .contains("&quot;label&quot;: (?,) of class numbers 0 to 2")
        .contains("monitored and logged: val_loss")
        .contains("Java");
  }

  @Test
  void should_tell_a_duration_in_two_units_at_most() {
    assertThat(RunNotes.duration(Duration.ofMillis(849))).isEqualTo("0.8 s");
    assertThat(RunNotes.duration(Duration.ofSeconds(69))).isEqualTo("1 min 09 s");
    assertThat(RunNotes.duration(Duration.ofMinutes(125))).isEqualTo("2 h 05 min");
    assertThat(RunNotes.duration(Duration.ofHours(49))).isEqualTo("49 h 00 min");
  }

  @Test
  void should_sum_up_in_a_table() {
    assertThat(history().summary())
        .isEqualTo(
            """
            3 epochs
            log                 first        best  epoch        last
            accuracy           0.5000      0.7500      5      0.6250
            loss                  nan      0.2500      5      0.5000
            val_loss           2.0000      2.0000      5      2.0000
            learning_rate  1.0000e-04                     1.0000e-04
            """);
  }

  @Test
  void should_ask_whether_another_log_was_meant() {
    assertThatThrownBy(() -> history().get("acuracy"))
        .hasMessageContaining(
            "[unknown-log]  \"acuracy\": no log has this name. The logs are \"accuracy\", \"loss\","
                + " \"val_loss\", \"learning_rate\". Did you mean \"accuracy\"?");
    assertThatThrownBy(() -> history().rows().get(0).logs().get("val_loss"))
        .hasMessageContaining("Did you mean \"loss\"?");
    assertThatThrownBy(() -> Logs.none().get("loss")).hasMessageContaining("There are none.");
  }

  @Test
  void should_read_as_the_progress_does() {
    assertThat(logs("accuracy", 0.9375, "loss", 1.5e-5))
        .hasToString("accuracy: 0.9375 - loss: 1.5000e-05");
    assertThat(logs("a", 1.0)).isEqualTo(logs("a", 1.0)).hasSameHashCodeAs(logs("a", 1.0));
  }

  @Test
  void should_leave_logs_as_they_are_when_another_value_comes() {
    Logs logs = logs("a", 1.0);
    assertThat(logs.with("b", 2).map()).containsOnlyKeys("a", "b");
    assertThat(logs.map()).containsOnlyKeys("a");
    assertThatThrownBy(() -> logs.map().put("c", 3.0))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
