package dev.braid.benchmarks.report;

import dev.braid.benchmarks.measure.Comparison;
import dev.braid.benchmarks.measure.ComparisonRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.style.Styler;

/** A bar chart of each contender's time relative to Braid's. */
final class BarChart {
  private final CategoryChart chart;

  BarChart(String title, List<Comparison> comparisons) {
    chart =
        new CategoryChartBuilder()
            .width(Math.max(800, 160 * comparisons.size()))
            .height(500)
            .title(title)
            .yAxisTitle("times Braid's value")
            .build();
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
    chart.getStyler().setXAxisLabelRotation(20);
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setYAxisDecimalPattern("0.########");
    chart.getStyler().setLocale(Locale.ROOT);
    // bars on a logarithmic axis require a base
    chart.getStyler().setYAxisMin(base(comparisons));
    List<String> titles = comparisons.stream().map(Comparison::title).toList();
    Set<String> labels = new LinkedHashSet<>();
    comparisons.forEach(c -> c.rows().forEach(r -> labels.add(r.label())));
    for (String label : labels) {
      List<Double> bars = new ArrayList<>();
      for (Comparison comparison : comparisons) {
        bars.add(comparison.row(label).map(BarChart::times).orElse(null));
      }
      if (bars.stream().anyMatch(b -> b != null)) {
        chart.addSeries(label, titles, bars);
      }
    }
  }

  /** The power of ten below the shortest bar. */
  private static double base(List<Comparison> comparisons) {
    double shortest =
        comparisons.stream()
            .flatMap(c -> c.rows().stream())
            .filter(r -> r.ratio() != null)
            .mapToDouble(BarChart::times)
            .min()
            .orElse(1);
    return Math.pow(10, Math.ceil(Math.log10(shortest)) - 1);
  }

  private static Double times(ComparisonRow row) {
    return row.ratio() == null ? null : 1 / row.ratio().median();
  }

  CategoryChart chart() {
    return chart;
  }

  /** Writes the chart, if something was measured. */
  void write(Path folder, String name) throws IOException {
    if (chart.getSeriesMap().isEmpty()) {
      return;
    }
    String path = folder.resolve(name).toString();
    BitmapEncoder.saveBitmap(chart, path, BitmapEncoder.BitmapFormat.PNG);
    VectorGraphicsEncoder.saveVectorGraphic(
        chart, path, VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
  }
}
