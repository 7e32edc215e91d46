package dev.braid.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.StructureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class CurvePictureTest {
  @TempDir Path folder;

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
    return CurveSet.of(logs, 1, 2, 3, 4);
  }

  @Test
  void should_group_logs_by_output_with_losses_first() {
    assertThat(multi().groups())
        .containsExactly(
            Map.entry("", List.of("loss", "learning_rate")),
            Map.entry("digit", List.of("digit_loss", "digit_accuracy")),
            Map.entry("position", List.of("position_loss", "position_mae")));
  }

  @Test
  void should_know_which_way_is_better() {
    assertThat(multi().best("val_digit_accuracy")).isEqualTo(2);
    assertThat(multi().best("val_digit_loss")).isEqualTo(2);
    assertThat(multi().best("position_mae")).isEqualTo(2);
    Map<String, double[]> nothing = Map.of("loss", new double[] {Double.NaN});
    assertThat(CurveSet.of(nothing, 1).best("loss")).isEqualTo(-1);
  }

  @Test
  void should_write_svg_that_names_every_log_and_output() throws Exception {
    Path file = folder.resolve("history.svg");
    CurvePicture.write(multi(), file);
    String text = Xml.parse(Files.readString(file)).getTextContent();
    multi().groups().forEach((output, names) -> assertThat(text).contains(output).contains(names));
    assertThat(text)
        .contains("best 0.8 at epoch 3, last 0.75")
        .contains("training")
        .contains("validation")
        .contains("log scale");
  }

  @Test
  void should_draw_validation_dashed_and_training_solid() throws Exception {
    Element svg = Xml.parse(CurvePicture.svg(multi()));
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
    CurveSet one = CurveSet.of(Map.of("loss", new double[] {0.5}), 1);
    String svg = CurvePicture.svg(one);
    assertThat(Xml.parse(svg).getTextContent()).contains("best 0.5 at epoch 1");
    assertThat(svg.split("#2563eb", -1).length).isGreaterThan(4);
    Path file = folder.resolve("one.png");
    CurvePicture.write(one, file);
    assertThat(ModelPictureTest.colours(Files.readAllBytes(file))).isGreaterThan(20);
  }

  @Test
  void should_survive_logs_without_a_finite_value() throws Exception {
    Map<String, double[]> logs = new LinkedHashMap<>();
    logs.put("loss", new double[] {1, Double.POSITIVE_INFINITY, Double.NaN});
    logs.put("mae", new double[] {Double.NaN, Double.NaN, Double.NaN});
    String text = Xml.parse(CurvePicture.svg(CurveSet.of(logs, 1, 2, 3))).getTextContent();
    assertThat(text).contains("best 1 at epoch 1").contains("no finite value was logged");
    assertThat(CurvePicture.png(CurveSet.of(Map.of()))).isNotEmpty();
  }

  @Test
  void should_write_constant_values_and_tiny_and_huge_ones() throws Exception {
    for (double value : new double[] {0, 1, -3, 1e-12, 1e12, 1e-300}) {
      CurveSet flat = CurveSet.of(Map.of("loss", new double[] {value, value}), 1, 2);
      assertThat(Xml.parse(CurvePicture.svg(flat)).getTextContent())
          .contains("best " + CurvePanel.number(value));
    }
  }

  @Test
  void should_refuse_another_ending() {
    assertThatThrownBy(() -> CurvePicture.write(multi(), folder.resolve("history.pdf")))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("a name that ends with .svg or .png, got \"history.pdf\".");
  }

  @Test
  void should_refuse_logs_of_another_length_than_the_epochs() {
    assertThatThrownBy(() -> CurveSet.of(Map.of("loss", new double[2]), 1))
        .hasMessage("\"loss\" has 2 values for 1 epochs");
  }
}
