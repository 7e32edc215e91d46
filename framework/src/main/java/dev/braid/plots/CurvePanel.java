package dev.braid.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One log over the epochs, training and validation together. */
final class CurvePanel {
  static final int WIDTH = 400;
  static final int HEIGHT = 270;
  static final Color TRAINING = new Color(0x2563eb);
  static final Color VALIDATION = new Color(0xd9480f);
  static final BasicStroke SOLID =
      new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  static final BasicStroke DASHED =
      new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {7, 4}, 0);

  private static final int TITLE = 40;
  private static final int FOOT = 20;
  private static final int CHART_WIDTH = WIDTH - 12;
  private static final int CHART_HEIGHT = HEIGHT - TITLE - FOOT;
  private static final int MOST_LABELS = 8;
  private static final int FEW = 12;
  private static final double WIDE_RANGE = 300;
  private static final Color INK = new Color(0x17191c);
  private static final Color FAINT = new Color(0x6a737d);
  private static final Color GRID = new Color(0xeaecef);

  private final CurveSet curves;
  private final String name;
  private final String title;

  CurvePanel(CurveSet curves, String name, String title) {
    this.curves = curves;
    this.name = name;
    this.title = title;
  }

  void paint(Graphics2D to) {
    if (to instanceof SvgGraphics svg) {
      svg.beginGroup(name);
    }
    String judged =
        curves.logs().containsKey(CurveSet.VALIDATION + name) ? CurveSet.VALIDATION + name : name;
    int best = curves.best(judged);
    boolean log = best >= 0 && logarithmic();
    Ink.Run heading = Ink.bold(title, 13, INK);
    Ink.Run scale = Ink.plain(log ? "  log scale" : "", 11, FAINT);
    Ink.write(to, 4, 18, false, WIDTH - 8, List.of(heading, scale));
    if (best < 0) {
      Ink.Run none = Ink.plain("no finite value was logged", 12, FAINT);
      Ink.write(to, WIDTH / 2.0, HEIGHT / 2.0, true, WIDTH, List.of(none));
    } else {
      String last = "last " + number(curves.last(judged));
      String text =
          scored()
              ? "best %s at epoch %d, %s"
                  .formatted(number(curves.logs().get(judged)[best]), curves.epochs()[best], last)
              : last;
      Ink.write(to, 4, 34, false, WIDTH - 8, List.of(Ink.plain(text, 11, FAINT)));
      to.translate(0, TITLE);
      XYChart chart = chart(log);
      chart.paint(to, CHART_WIDTH, CHART_HEIGHT);
      epochLabels(to, chart);
      if (scored()) {
        double x = chart.getScreenXFromChart(curves.epochs()[best]);
        double y = chart.getScreenYFromChart(curves.logs().get(judged)[best], 0);
        mark(to, x, y, judged.equals(name) ? TRAINING : VALIDATION);
      }
      to.translate(0, -TITLE);
    }
    if (to instanceof SvgGraphics svg) {
      svg.endGroup();
    }
  }

  /** A learning rate has no best. */
  private boolean scored() {
    return !name.startsWith("learning_rate");
  }

  /** Whole numbers only: half an epoch means nothing. */
  private void epochLabels(Graphics2D to, XYChart chart) {
    int first = curves.epochs()[0];
    int last = curves.epochs()[curves.epochs().length - 1];
    int step = 1;
    for (int turn = 0; (last - first) / step >= MOST_LABELS; turn++) {
      step = turn % 3 == 1 ? step / 2 * 5 : step * 2;
    }
    for (int epoch = first; epoch <= last; epoch++) {
      if (epoch % step == 0 || first == last) {
        Ink.Run label = Ink.plain(Integer.toString(epoch), 11, FAINT);
        double x = chart.getScreenXFromChart(epoch);
        Ink.write(to, x, CHART_HEIGHT + 9.0, true, WIDTH, List.of(label));
      }
    }
  }

  /** The ring around the best epoch. */
  static void mark(Graphics2D to, double x, double y, Color color) {
    Ellipse2D ring = new Ellipse2D.Double(x - 5, y - 5, 10, 10);
    to.setColor(Color.WHITE);
    to.fill(ring);
    to.setColor(color);
    to.setStroke(SOLID);
    to.draw(ring);
    to.fill(new Ellipse2D.Double(x - 2, y - 2, 4, 4));
  }

  private XYChart chart(boolean log) {
    XYChart chart = new XYChartBuilder().width(CHART_WIDTH).height(CHART_HEIGHT).build();
    style(chart.getStyler(), log);
    line(chart, name, TRAINING, SOLID, log);
    line(chart, CurveSet.VALIDATION + name, VALIDATION, DASHED, log);
    return chart;
  }

  private void line(XYChart chart, String log, Color color, BasicStroke stroke, boolean positive) {
    double[] values = curves.logs().get(log);
    if (values == null) {
      return;
    }
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int epoch = 0; epoch < values.length; epoch++) {
      if (Double.isFinite(values[epoch]) && (!positive || values[epoch] > 0)) {
        x.add((double) curves.epochs()[epoch]);
        y.add(values[epoch]);
      }
    }
    if (x.isEmpty()) {
      return;
    }
    XYSeries series = chart.addSeries(log, x, y);
    series.setLineColor(color);
    series.setLineStyle(stroke);
    series.setLineWidth(2f);
    series.setMarkerColor(color);
    series.setMarker(x.size() <= FEW ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
  }

  private boolean logarithmic() {
    if (!name.endsWith("loss") && !name.startsWith("learning_rate")) {
      return false;
    }
    double[] range = range();
    return range[0] > 0 && range[1] / range[0] > WIDE_RANGE;
  }

  private double[] range() {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (String log : List.of(name, CurveSet.VALIDATION + name)) {
      for (double value : curves.logs().getOrDefault(log, new double[0])) {
        if (Double.isFinite(value)) {
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
    }
    return new double[] {least, most};
  }

  private void style(XYStyler styler, boolean log) {
    styler.setLegendVisible(false);
    styler.setChartTitleVisible(false);
    styler.setAxisTitlesVisible(false);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
    styler.setAxisTickLabelsColor(FAINT);
    styler.setAxisTickMarksColor(GRID);
    styler.setChartPadding(8);
    styler.setMarkerSize(6);
    styler.setXAxisTicksVisible(false);
    styler.setPlotContentSize(1.0);
    styler.setYAxisTickMarkSpacingHint(36);
    styler.setyAxisTickLabelsFormattingFunction(CurvePanel::number);
    int[] epochs = curves.epochs();
    double first = epochs[0];
    double last = epochs[epochs.length - 1];
    double side = first == last ? 1 : (last - first) * 0.03;
    styler.setXAxisMin(first - side);
    styler.setXAxisMax(last + side);
    double[] range = range();
    if (log) {
      styler.setYAxisLogarithmic(true);
      styler.setYAxisMin(range[0] / 1.3);
      styler.setYAxisMax(range[1] * 1.3);
    } else {
      double spread = range[1] - range[0];
      double room = spread > 0 ? spread * 0.08 : Math.max(Math.abs(range[1]) * 0.1, 1e-6);
      styler.setYAxisMin(range[0] - room);
      styler.setYAxisMax(range[1] + room);
    }
  }

  /** Four digits, or powers of ten where those would not say much. */
  static String number(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : Double.toString(value);
    }
    double size = Math.abs(value);
    if (size < 1e-3 || size >= 1e6) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }
}
