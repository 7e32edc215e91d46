package dev.braid.internal.plots;

import static java.util.Map.entry;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.StructureException;
import dev.braid.internal.logs.LogName;
import dev.braid.internal.logs.LogNames;
import dev.braid.internal.logs.ScoreDirection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class CurvePlotTest {
  @TempDir Path folder;

  private static final List<LogName> SCORES =
      List.of(
          LogName.training("", "loss", ScoreDirection.MIN),
          LogName.training("", "mae", ScoreDirection.MIN),
          LogName.training("digit", "loss", ScoreDirection.MIN),
          LogName.training("digit", "accuracy", ScoreDirection.MAX),
          LogName.training("position", "loss", ScoreDirection.MIN),
          LogName.training("position", "mae", ScoreDirection.MIN));

  private static final LogNames NAMES = LogNames.of(SCORES);

  static CurveSet multi() {
    Map<String, double[]> logs = new LinkedHashMap<>();
    for (String prefix : List.of("", "val_")) {
      logs.put(prefix + "digit_accuracy", new double[] {0.1, 0.7, 0.8, 0.75});
      logs.put(prefix + "digit_loss", new double[] {2, 1, 0.7, 0.8});
      logs.put(prefix + "loss", new double[] {900, 30, 2, 0.5});
      logs.put(prefix + "position_loss", new double[] {4, 3, 2, 1});
      logs.put(prefix + "position_mae", new double[] {4, Double.NaN, 2, 3});
    }
    logs.put("learning_rate", new double[] {1e-3, 1e-3, 1e-4, 1e-4});
    return curves(logs);
  }

  private static CurveSet curves(Map<String, double[]> logs) {
    int epochs = logs.values().stream().mapToInt(values -> values.length).max().orElse(0);
    return new CurveSet(logs, IntStream.rangeClosed(1, epochs).toArray(), NAMES);
  }

  private static CurveSet curves(String log, double... values) {
    return curves(Map.of(log, values));
  }

  private static Map<String, List<String>> panels(CurveSet curves) {
    Map<String, List<String>> names = new LinkedHashMap<>();
    curves
        .groups()
        .forEach(
            (output, panels) ->
                panels.forEach(
                    logs ->
                        names
                            .computeIfAbsent(output, o -> new ArrayList<>())
                            .add(logs.stream().map(LogName::name).collect(joining(" ")))));
    return names;
  }

  @Test
  void should_group_logs_by_output_with_losses_first() {
    assertThat(panels(multi()))
        .containsExactly(
            entry("", List.of("loss val_loss", "learning_rate")),
            entry(
                "digit", List.of("digit_loss val_digit_loss", "digit_accuracy val_digit_accuracy")),
            entry(
                "position",
                List.of("position_loss val_position_loss", "position_mae val_position_mae")));
  }

  @Test
  void should_find_the_best_epoch_by_the_direction_of_a_log() {
    assertThat(multi().best(NAMES.of("val_digit_accuracy"))).isEqualTo(2);
    assertThat(multi().best(NAMES.of("val_digit_loss"))).isEqualTo(2);
    assertThat(multi().best(NAMES.of("position_mae"))).isEqualTo(2);
    assertThat(curves("loss", Double.NaN).best(NAMES.of("loss"))).isEqualTo(-1);
  }

  @Test
  void should_write_svg_that_names_every_log_and_output() throws Exception {
    Path file = folder.resolve("history.svg");
    CurvePlot.write(multi(), file);
    String text = Xml.parse(Files.readString(file)).getTextContent();
    assertThat(text).contains("digit", "position", "accuracy", "mae", "learning_rate");
    multi().groups().values().stream()
        .flatMap(List::stream)
        .forEach(logs -> assertThat(text).contains(logs.get(0).name()));
    assertThat(text)
        .contains("best 0.8 at epoch 3, last 0.75")
        .contains("training")
        .contains("validation")
        .contains("log scale");
  }

  private static CurveSet named() {
    Map<String, double[]> logs = new LinkedHashMap<>();
    for (String set : List.of("", "val_night_", "val_fog_")) {
      logs.put(set + "loss", new double[] {3, 2, 1});
      logs.put(set + "digit_loss", new double[] {2, 1, 0.5});
      logs.put(set + "position_loss", new double[] {1, 1, 0.5});
      logs.put(set + "digit_accuracy", new double[] {0.25, 0.75, 0.5});
    }
    List<LogName> all = new ArrayList<>(SCORES);
    for (String set : List.of("val_night", "val_fog")) {
      SCORES.forEach(log -> all.add(new LogName(set, log.output(), log.score(), log.direction())));
    }
    return new CurveSet(logs, new int[] {1, 2, 3}, LogNames.of(all));
  }

  @Test
  void should_draw_named_validation_sets_in_the_panels_of_their_outputs() throws Exception {
    assertThat(panels(named()))
        .containsExactly(
            entry("", List.of("loss val_night_loss val_fog_loss")),
            entry(
                "digit",
                List.of(
                    "digit_loss val_night_digit_loss val_fog_digit_loss",
                    "digit_accuracy val_night_digit_accuracy val_fog_digit_accuracy")),
            entry(
                "position",
                List.of("position_loss val_night_position_loss val_fog_position_loss")));
    Element svg = Xml.parse(CurvePlot.svg(named()));
    assertThat(svg.getTextContent())
        .contains("training", "validation night", "validation fog")
        .contains("best 0.75 at epoch 2, last 0.5 (validation night)");
  }

  @Test
  void should_draw_validation_dashed_and_training_solid() throws Exception {
    Element svg = Xml.parse(CurvePlot.svg(multi()));
    var paths = svg.getElementsByTagName("path");
    int dashed = 0;
    int solid = 0;
    for (int index = 0; index < paths.getLength(); index++) {
      Element path = (Element) paths.item(index);
      boolean dashes = path.hasAttribute("stroke-dasharray");
      dashed += path.getAttribute("stroke").equals("#d9480f") && dashes ? 1 : 0;
      solid += path.getAttribute("stroke").equals("#2563eb") && !dashes ? 1 : 0;
      assertThat(path.getAttribute("stroke").equals("#2563eb") && dashes).isFalse();
    }
    assertThat(dashed).isGreaterThanOrEqualTo(6);
    assertThat(solid).isGreaterThanOrEqualTo(7);
  }

  @Test
  void should_show_a_single_epoch() throws Exception {
    CurveSet one = curves("loss", 0.5);
    String svg = CurvePlot.svg(one);
    assertThat(Xml.parse(svg).getTextContent()).contains("best 0.5 at epoch 1");
    assertThat(svg.split("#2563eb", -1).length).isGreaterThan(4);
    Path file = folder.resolve("one.png");
    CurvePlot.write(one, file);
    assertThat(ModelPlotTest.colors(Files.readAllBytes(file))).isGreaterThan(20);
  }

  @Test
  void should_support_logs_without_a_finite_value() throws Exception {
    Map<String, double[]> logs = new LinkedHashMap<>();
    logs.put("loss", new double[] {1, Double.POSITIVE_INFINITY, Double.NaN});
    logs.put("mae", new double[] {Double.NaN, Double.NaN, Double.NaN});
    String text = Xml.parse(CurvePlot.svg(curves(logs))).getTextContent();
    assertThat(text).contains("best 1 at epoch 1").contains("no finite value was logged");
    assertThat(CurvePlot.png(curves(Map.of()))).isNotEmpty();
  }

  @Test
  void should_write_constant_values_and_tiny_and_huge_ones() throws Exception {
    for (double value :
        new double[] {0, 1, -3, 1e-12, 1e12, 1e-300, Double.MIN_VALUE, Double.MAX_VALUE}) {
      CurveSet flat = curves("loss", value, value);
      assertThat(Xml.parse(CurvePlot.svg(flat)).getTextContent())
          .contains("best " + PlotAxis.number(value));
    }
  }

  @Test
  void should_refuse_another_extension() {
    assertThatThrownBy(() -> CurvePlot.write(multi(), folder.resolve("history.pdf")))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("a name that ends with .svg or .png, received \"history.pdf\".");
  }

  @Test
  void should_refuse_logs_of_another_length_than_the_epochs() {
    assertThatThrownBy(() -> new CurveSet(Map.of("loss", new double[2]), new int[] {1}, NAMES))
        .hasMessage("\"loss\" has 2 values for 1 epochs");
  }
}
