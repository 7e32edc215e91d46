package dev.braid.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.braid.benchmarks.measure.Comparison;
import java.awt.image.BufferedImage;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.internal.chartpart.Axis;
import org.knowm.xchart.internal.chartpart.AxisTickCalculator;
import org.knowm.xchart.internal.chartpart.Chart;

class BarChartTest {

  private static Comparison comparison(double braid, double torch, double dl4j) {
    Comparison.Builder builder = new Comparison.Builder("small", "ms per step", "Braid");
    builder.add("Braid", braid);
    builder.add("Torch", torch);
    builder.add("DL4J", dl4j);
    return builder.done();
  }

  /** The labels beside the bars, and their positions. */
  private static Map<String, Double> labels(CategoryChart chart) throws Exception {
    chart.paint(new BufferedImage(800, 500, BufferedImage.TYPE_INT_RGB).createGraphics(), 800, 500);
    Method axis = Chart.class.getDeclaredMethod("getYAxis");
    axis.setAccessible(true);
    AxisTickCalculator ticks = ((Axis<?, ?>) axis.invoke(chart)).getAxisTickCalculator();
    Map<String, Double> labels = new TreeMap<>();
    for (int index = 0; index < ticks.getTickLabels().size(); index++) {
      String label = ticks.getTickLabels().get(index);
      if (label != null && !label.isBlank()) {
        labels.put(label, ticks.getTickLocations().get(index));
      }
    }
    return labels;
  }

  @Test
  void should_label_the_logarithms_of_its_values_in_every_country() throws Exception {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      Map<String, Double> labels =
          labels(new BarChart("Bars", List.of(comparison(1, 0.003, 20))).chart());

      assertThat(labels).containsOnlyKeys("0.001", "0.01", "0.1", "1", "10");
      double decade = labels.get("10") - labels.get("1");
      labels.forEach(
          (label, place) ->
              assertThat(place)
                  .as(label)
                  .isCloseTo(
                      labels.get("1") + decade * Math.log10(Double.parseDouble(label)),
                      offset(1e-6)));
    } finally {
      Locale.setDefault(before);
    }
  }
}
