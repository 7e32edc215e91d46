package dev.braid.internal.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.braid.internal.logs.LogName;
import dev.braid.internal.logs.LogNames;
import dev.braid.internal.logs.ScoreDirection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Reads the values of a plotted curve by the labels of its axis. */
class CurveAxisTest {
  private static final LogNames NAMES =
      LogNames.of(
          List.of(
              LogName.training("", "loss", ScoreDirection.MIN),
              LogName.training("", "mae", ScoreDirection.MIN)));

  /** The rounding of coordinates to hundredths. */
  private static final double ROUNDED = 0.011;

  private record Label(String text, double y) {
    double value() {
      return Double.parseDouble(text);
    }
  }

  private final List<Label> labels = new ArrayList<>();
  private final List<Double> grid = new ArrayList<>();
  private final List<Double> curve = new ArrayList<>();
  private String text;

  private void draw(String log, double... values) throws Exception {
    int[] epochs = IntStream.rangeClosed(1, values.length).toArray();
    Element svg = Xml.parse(CurvePlot.svg(new CurveSet(Map.of(log, values), epochs, NAMES)));
    text = svg.getTextContent();
    NodeList texts = svg.getElementsByTagName("text");
    for (int index = 0; index < texts.getLength(); index++) {
      Element element = (Element) texts.item(index);
      if (element.getAttribute("text-anchor").equals("end")) {
        double baseline = Double.parseDouble(element.getAttribute("y"));
        labels.add(new Label(element.getTextContent(), baseline - 4));
      }
    }
    // the legend also draws a line in the curve's color, and comes first
    boolean legend = true;
    NodeList paths = svg.getElementsByTagName("path");
    for (int index = 0; index < paths.getLength(); index++) {
      Element element = (Element) paths.item(index);
      List<double[]> points = points(element.getAttribute("d"));
      if (element.getAttribute("stroke").equals("#eaecef") && horizontal(points)) {
        grid.add(points.get(0)[1]);
      }
      if (element.getAttribute("stroke").equals("#2563eb")
          && !element.getAttribute("d").contains("C")) {
        if (!legend) {
          points.forEach(point -> curve.add(point[1]));
        }
        legend = false;
      }
    }
  }

  private static boolean horizontal(List<double[]> points) {
    return points.get(0)[1] == points.get(points.size() - 1)[1];
  }

  private static List<double[]> points(String path) {
    List<double[]> points = new ArrayList<>();
    for (String step : path.split("[MLCQZ]")) {
      String[] numbers = step.strip().split(" ");
      if (numbers.length == 2) {
        points.add(new double[] {Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1])});
      }
    }
    return points;
  }

  /** Asserts that labels, grid lines and curve have the same scale. */
  private void assertOneScale(DoubleUnaryOperator scale, double... values) {
    assertThat(labels).hasSizeBetween(2, 7);
    Label low = labels.get(0);
    Label high = labels.get(labels.size() - 1);
    double unit =
        (high.y() - low.y())
            / (scale.applyAsDouble(high.value()) - scale.applyAsDouble(low.value()));
    DoubleUnaryOperator y =
        value -> low.y() + unit * (scale.applyAsDouble(value) - scale.applyAsDouble(low.value()));
    assertThat(low.y()).as("rising values go up").isGreaterThan(high.y());
    for (int index = 0; index < labels.size(); index++) {
      Label label = labels.get(index);
      assertThat(label.y())
          .as(label.text())
          .isCloseTo(y.applyAsDouble(label.value()), offset(0.03));
      assertThat(grid.get(index)).as(label.text()).isCloseTo(label.y(), offset(ROUNDED));
    }
    assertThat(grid).hasSameSizeAs(labels);
    assertThat(curve).hasSize(values.length);
    for (int index = 0; index < values.length; index++) {
      assertThat(curve.get(index))
          .as("the curve at epoch %d", index + 1)
          .isCloseTo(y.applyAsDouble(values[index]), offset(0.1));
    }
  }

  private List<String> texts() {
    return labels.stream().map(Label::text).toList();
  }

  @Test
  void should_label_a_logarithmic_axis_at_the_logarithms_of_its_values() throws Exception {
    double[] rates = {0.1, 0.1, 0.01, 0.001};
    draw("learning_rate", rates);
    assertThat(text).contains("log scale");
    assertThat(texts()).containsExactly("0.001", "0.003", "0.01", "0.03", "0.1");
    assertOneScale(Math::log, rates);
    assertThat(curve.get(3)).as("the last rate stands at its label").isEqualTo(grid.get(0));
  }

  @Test
  void should_label_losses_over_many_decades_at_powers_of_ten() throws Exception {
    double[] losses = {3.5e9, 12, 0.5, 2.5e-7};
    draw("loss", losses);
    assertThat(text).contains("log scale");
    assertThat(texts()).containsExactly("1e-06", "0.001", "1", "1000", "1e+06", "1e+09");
    assertOneScale(Math::log, losses);
  }

  @Test
  void should_label_a_linear_axis_at_its_values() throws Exception {
    double[] losses = {2.1, 1.4, 0.9, 0.55};
    draw("loss", losses);
    assertThat(text).doesNotContain("log scale");
    assertThat(texts()).containsExactly("0.5", "1.0", "1.5", "2.0");
    assertOneScale(value -> value, losses);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e-12", "1e12", "-3", "0.02", "1", "-1e-200", "3e38"})
  void should_add_a_margin_around_a_constant(String constant) throws Exception {
    double value = Double.parseDouble(constant);
    draw("loss", value, value);
    assertOneScale(at -> at, value, value);
    double least = labels.get(0).value();
    double most = labels.get(labels.size() - 1).value();
    assertThat(least).isBetween(value - 0.1 * Math.abs(value), value);
    assertThat(most).isBetween(value, value + 0.1 * Math.abs(value));
  }

  @Test
  void should_plot_zeros_on_an_axis_from_zero_to_one() throws Exception {
    draw("loss", 0, 0, 0);
    assertThat(texts()).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
    assertOneScale(value -> value, 0, 0, 0);
  }

  @Test
  void should_show_no_negative_values_for_a_score_that_has_none() throws Exception {
    draw("mae", 1, 0.5, 0);
    assertThat(texts()).containsExactly("0.00", "0.25", "0.50", "0.75", "1.00");
    assertOneScale(value -> value, 1, 0.5, 0);
  }

  @Test
  void should_label_negative_values_and_their_sign() throws Exception {
    draw("loss", 0.35, -0.5, -0.95);
    assertThat(texts()).containsExactly("-1.0", "-0.5", "0.0");
    assertOneScale(value -> value, 0.35, -0.5, -0.95);
  }

  @Test
  void should_show_one_point_in_the_middle() throws Exception {
    draw("loss", 0.5);
    assertThat(texts()).containsExactly("0.46", "0.48", "0.50", "0.52", "0.54");
    assertOneScale(value -> value, 0.5);
  }

  @Test
  void should_skip_values_that_are_not_finite() throws Exception {
    draw("loss", 4, Double.NaN, 3, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 2);
    assertOneScale(value -> value, 4, 3, 2);
  }

  @Test
  void should_distinguish_values_that_hardly_differ() throws Exception {
    draw("loss", 1000.0001, 1000.0002, 1000.0003);
    assertThat(texts()).doesNotHaveDuplicates();
    assertOneScale(value -> value, 1000.0001, 1000.0002, 1000.0003);
  }

  @Test
  void should_support_extreme_ranges() throws Exception {
    draw("mae", -Double.MAX_VALUE, Double.MAX_VALUE);
    assertOneScale(value -> value / Double.MAX_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE);
    labels.clear();
    grid.clear();
    curve.clear();
    draw("loss", Double.MIN_VALUE, Double.MAX_VALUE);
    assertOneScale(Math::log, Double.MIN_VALUE, Double.MAX_VALUE);
  }

  @Test
  void should_draw_a_logarithmic_axis_only_for_positive_losses_and_rates() throws Exception {
    Map<String, double[]> logs = new LinkedHashMap<>();
    logs.put("loss", new double[] {1000, 0});
    logs.put("mae", new double[] {1000, 1});
    String svg = CurvePlot.svg(new CurveSet(logs, new int[] {1, 2}, NAMES));
    assertThat(Xml.parse(svg).getTextContent()).doesNotContain("log scale");
  }
}
