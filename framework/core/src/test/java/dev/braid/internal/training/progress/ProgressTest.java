package dev.braid.internal.training.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.Logs;
import dev.braid.Verbosity;
import dev.braid.internal.logs.LogNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProgressTest {
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private long now = 1_000_000_000_000L;

  private Terminal terminal(boolean moving, boolean colours, int width) {
    PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
    return new Terminal(out, moving, colours, true, width, () -> now);
  }

  private String shown() {
    return screen.toString(StandardCharsets.UTF_8);
  }

  static Stream<JsonNode> keras() throws IOException {
    try (InputStream in = ProgressTest.class.getResourceAsStream("/training/keras_progress.json")) {
      return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false);
    }
  }

  @ParameterizedTest
  @MethodSource("keras")
  void should_print_what_keras_prints(JsonNode run) {
    Verbosity verbosity = run.get("verbose").asInt() == 1 ? Verbosity.BAR : Verbosity.LINES;
    ProgressDisplay progress =
        ProgressDisplay.of(verbosity, terminal(true, true, 500), LogNames.ofOutputs(List.of("y")));
    OptionalInt steps =
        run.get("steps").isNull() ? OptionalInt.empty() : OptionalInt.of(run.get("steps").asInt());
    int epoch = 0;
    for (JsonNode played : run.get("played")) {
      progress.beginEpoch(epoch++, run.get("epochs").asInt(), steps);
      int done = 0;
      for (JsonNode batch : played.get("batches")) {
        now += Math.round(batch.get("pause").asDouble() * 1e9);
        Logs logs = logs(batch.get("logs"));
        progress.step(++done, () -> logs);
      }
      steps = OptionalInt.of(done);
      now += 30_000_000;
      progress.end(logs(played.get("end")));
    }
    assertThat(shown()).isEqualTo(run.get("shown").asText());
  }

  private static Logs logs(JsonNode node) {
    Map<String, Double> values = new LinkedHashMap<>();
    node.properties().forEach(field -> values.put(field.getKey(), field.getValue().asDouble()));
    return Logs.of(values);
  }

  private void twoSteps(ProgressDisplay progress, Logs logs) {
    progress.beginEpoch(0, 3, OptionalInt.of(2));
    now += 100_000_000;
    progress.step(1, () -> logs);
    now += 100_000_000;
    progress.step(2, () -> logs);
    progress.end(logs);
  }

  private static final Logs TWO_OUTPUTS =
      Logs.of(
          new java.util.TreeMap<>(
              Map.of(
                  "loss",
                  1.5,
                  "label_loss",
                  1.0,
                  "label_accuracy",
                  0.25,
                  "price_loss",
                  0.5,
                  "val_loss",
                  2.0,
                  "val_label_loss",
                  1.25,
                  "val_price_loss",
                  0.75)));

  @Test
  void should_tell_an_epoch_in_one_line_where_the_output_is_no_terminal() {
    twoSteps(
        ProgressDisplay.of(
            Verbosity.BAR, terminal(false, true, 80), LogNames.ofOutputs(List.of("y"))),
        Logs.of(Map.of("loss", 0.5)));
    assertThat(shown()).isEqualTo("Epoch 1/3\n2/2 - 0s - 100ms/step - loss: 0.5000\n");
  }

  @Test
  void should_group_the_scores_of_several_outputs() {
    twoSteps(
        ProgressDisplay.of(
            Verbosity.LINES,
            terminal(true, true, 80),
            LogNames.ofOutputs(List.of("label", "price"))),
        TWO_OUTPUTS);
    assertThat(shown())
        .isEqualTo(
            "Epoch 1/3\n2/2 - 0s - 100ms/step - loss: 1.5000 - val_loss: 2.0000"
                + " - label (accuracy: 0.2500, loss: 1.0000) - price (loss: 0.5000)"
                + " - val_label (loss: 1.2500) - val_price (loss: 0.7500)\n");
  }

  @Test
  void should_give_a_score_to_the_output_with_the_longest_fitting_name() {
    Logs logs = Logs.of(Map.of("label_2_loss", 0.5));
    assertThat(new ScoreText(LogNames.ofOutputs(List.of("label", "label_2"))).text(logs))
        .isEqualTo(" - label_2 (loss: 0.5000)");
  }

  @Test
  void should_keep_a_moving_line_within_the_screen() {
    for (int width : new int[] {40, 60, 80, 100}) {
      screen.reset();
      ProgressDisplay bar =
          ProgressDisplay.of(
              Verbosity.BAR,
              terminal(true, false, width),
              LogNames.ofOutputs(List.of("label", "price")));
      bar.begin(OptionalInt.of(40));
      for (int step = 1; step < 40; step++) {
        now += 60_000_000;
        bar.step(step, () -> TWO_OUTPUTS);
      }
      assertThat(shown().split("\r")).hasSize(40).allMatch(line -> line.length() < width);
      bar.end(TWO_OUTPUTS);
      assertThat(shown()).as("the last drawing is whole").endsWith("val_price (loss: 0.7500)\n");
    }
  }

  @Test
  void should_draw_no_more_than_twenty_times_a_second() {
    ProgressDisplay bar =
        ProgressDisplay.of(
            Verbosity.BAR, terminal(true, true, 80), LogNames.ofOutputs(List.of("y")));
    bar.begin(OptionalInt.of(1000));
    int[] asked = {0};
    for (int step = 1; step <= 1000; step++) {
      now += 1_000_000;
      bar.step(
          step,
          () -> {
            asked[0]++;
            return Logs.none();
          });
    }
    assertThat(shown().chars().filter(c -> c == '\r').count()).isEqualTo(20);
    assertThat(asked[0]).as("metrics are read for drawings alone").isEqualTo(20);
  }

  @Test
  void should_use_no_escapes_where_colours_are_not_wanted() {
    twoSteps(
        ProgressDisplay.of(
            Verbosity.BAR, terminal(true, false, 80), LogNames.ofOutputs(List.of("y"))),
        Logs.of(Map.of("loss", 0.5)));
    assertThat(shown()).doesNotContain("\u001b").contains("━━━━━━━━━━━━━━━━━━━━");
  }

  @Test
  void should_tell_the_done_from_the_rest_without_colours_and_without_lines() {
    Logs logs = Logs.of(Map.of("loss", 0.5));
    twoSteps(
        ProgressDisplay.of(
            Verbosity.BAR, terminal(true, false, 80), LogNames.ofOutputs(List.of("y"))),
        logs);
    assertThat(shown()).contains("1/2 ━━━━━━━━━━────────── 0s 100ms/step - loss: 0.5000");
    screen.reset();
    PrintStream out = new PrintStream(screen, true, StandardCharsets.US_ASCII);
    twoSteps(
        ProgressDisplay.of(
            Verbosity.BAR,
            new Terminal(out, true, false, false, 48, () -> now),
            LogNames.ofOutputs(List.of("y"))),
        logs);
    assertThat(shown())
        .contains("1/2 =====..... 0s 100ms/step - loss: 0.5000")
        .endsWith("2/2 ==================== 0s 100ms/step     \n    loss: 0.5000\n");
  }

  @Test
  void should_write_digits_that_every_program_reads() {
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      Logs logs = Logs.of(Map.of("loss", 0.5));
      twoSteps(
          ProgressDisplay.of(
              Verbosity.BAR, terminal(true, true, 80), LogNames.ofOutputs(List.of("y"))),
          logs);
      twoSteps(
          ProgressDisplay.of(
              Verbosity.LINES, terminal(true, true, 80), LogNames.ofOutputs(List.of("y"))),
          logs);
      assertThat(shown()).contains("1/2", "2/2 - 0s - 100ms/step").doesNotContain("\u0661");
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void should_say_nothing_when_silent() {
    twoSteps(
        ProgressDisplay.of(
            Verbosity.SILENT, terminal(true, true, 80), LogNames.ofOutputs(List.of())),
        Logs.none());
    assertThat(shown()).isEmpty();
  }

  @Test
  void should_leave_the_moving_line_before_it_tells_something() {
    ProgressDisplay bar =
        ProgressDisplay.of(
            Verbosity.BAR, terminal(true, false, 80), LogNames.ofOutputs(List.of("y")));
    bar.begin(OptionalInt.of(2));
    bar.step(1, Logs::none);
    bar.tell("halfway");
    assertThat(shown()).endsWith("0s/step\nhalfway\n");
  }

  @Test
  void should_learn_the_terminal_from_the_environment() {
    PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
    assertThat(Terminal.of(out, true, Map.of("COLUMNS", "120", "NO_COLOR", "1"), true, 90))
        .extracting(Terminal::width, Terminal::moving, Terminal::colours)
        .containsExactly(120, true, false);
    assertThat(Terminal.of(out, true, Map.of("COLUMNS", "wide", "TERM", "dumb"), true, 90))
        .extracting(Terminal::width, Terminal::moving, Terminal::colours)
        .containsExactly(90, false, true);
    assertThat(Terminal.of(out, false, Map.of(), true, 90).moving()).isFalse();
    assertThat(TerminalScreen.columns("24 132\n")).isEqualTo(132);
    assertThat(TerminalScreen.columns("0 0\n")).isEqualTo(80);
    assertThat(TerminalScreen.columns("stty: no terminal")).isEqualTo(80);
  }
}
