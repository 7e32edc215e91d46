package dev.braid.internal.plots;

import dev.braid.internal.logs.LogName;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;

/** A panel with one score over the epochs, for training and validation. */
final class CurvePanel {
  static final int WIDTH = 400;
  static final int HEIGHT = 270;

  private static final int TOP = 48;
  private static final int BOTTOM = HEIGHT - 32;
  private static final int LEFT = 12;
  private static final int RIGHT = WIDTH - 20;
  private static final int LABEL_GAP = 8;
  private static final int LABEL_SIZE = 11;
  private static final int MAX_EPOCH_LABELS = 8;
  private static final int MAX_DOTS = 12;
  private static final double WIDE_LOSSES = 300;
  private static final double WIDE_RATES = 10;
  private static final Color TEXT = new Color(0x17191c);
  private static final Color LABEL = new Color(0x6a737d);
  private static final Color GRID = new Color(0xeaecef);
  private static final BasicStroke HAIRLINE = new BasicStroke(1);
  private static final BasicStroke RING = new BasicStroke(2f);

  private final CurveSet curves;
  private final List<LogName> logs;
  private final String title;
  private final int[] epochs;

  /**
   * Creates a panel.
   *
   * @param logs the logs of one score, that of the training samples first
   */
  CurvePanel(CurveSet curves, List<LogName> logs, String title) {
    this.curves = curves;
    this.logs = logs;
    this.title = title;
    this.epochs = curves.epochs();
  }

  void paint(Graphics2D to) {
    if (to instanceof SvgGraphics svg) {
      svg.beginGroup(logs.get(0).base());
    }
    LogName rated = CurveSet.rated(logs);
    PlotAxis axis = axis();
    String scale = axis != null && axis.isLogarithmic() ? "  log scale" : "";
    text(to, 4, 18, TextPainter.bold(title, 13, TEXT), TextPainter.plain(scale, LABEL_SIZE, LABEL));
    if (axis == null) {
      TextPainter.TextRun none = TextPainter.plain("no finite value was logged", 12, LABEL);
      TextPainter.write(
          to, WIDTH / 2.0, HEIGHT / 2.0, TextPainter.Anchor.MIDDLE, WIDTH, List.of(none));
    } else {
      text(to, 4, 34, TextPainter.plain(summary(rated), LABEL_SIZE, LABEL));
      new Frame(axis).paint(to, rated);
    }
    if (to instanceof SvgGraphics svg) {
      svg.endGroup();
    }
  }

  private static void text(Graphics2D to, double x, double y, TextPainter.TextRun... runs) {
    TextPainter.write(to, x, y, TextPainter.Anchor.START, WIDTH - 8, List.of(runs));
  }

  private String summary(LogName rated) {
    int best = curves.best(rated);
    String last = "last " + PlotAxis.number(curves.last(rated));
    String text =
        best < 0 || !CurveSet.scored(rated)
            ? last
            : "best "
                + PlotAxis.number(curves.values(rated)[best])
                + " at epoch "
                + epochs[best]
                + ", "
                + last;
    boolean several = logs.stream().filter(log -> !log.set().isEmpty()).count() > 1;
    boolean named = !rated.set().isEmpty() && !rated.set().equals(LogName.VALIDATION);
    return several || named ? text + " (" + LogName.samples(rated.set()) + ")" : text;
  }

  /** Returns the axis for all finite values; null if no value is finite. */
  private PlotAxis axis() {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (LogName log : logs) {
      for (double value : curves.values(log)) {
        if (Double.isFinite(value)) {
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
    }
    if (least > most) {
      return null;
    }
    return least > 0 && most / least >= wide()
        ? PlotAxis.logarithmic(least, most)
        : PlotAxis.linear(least, most);
  }

  /** Returns the ratio of values from which the axis is logarithmic. */
  private double wide() {
    String score = logs.get(0).score();
    if (score.startsWith("learning_rate")) {
      return WIDE_RATES;
    }
    return score.endsWith("loss") ? WIDE_LOSSES : Double.POSITIVE_INFINITY;
  }

  private CurveStyle style(LogName log) {
    return log.set().isEmpty()
        ? CurveStyle.training()
        : CurveStyle.validation(curves.validations().indexOf(log.set()));
  }

  /** Draws the ring around the best epoch. */
  static void mark(Graphics2D to, double x, double y, Color color) {
    Ellipse2D ring = new Ellipse2D.Double(x - 5, y - 5, 10, 10);
    to.setColor(Color.WHITE);
    to.fill(ring);
    to.setColor(color);
    to.setStroke(RING);
    to.draw(ring);
    dot(to, x, y, 2);
  }

  private static void dot(Graphics2D to, double x, double y, double radius) {
    to.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  /** The plot area with its axes, which maps epochs and values to positions. */
  private final class Frame {
    private final PlotAxis axis;
    private final List<PlotAxis.Tick> ticks;
    private final double left;
    private final double first = epochs[0];
    private final double last = epochs[epochs.length - 1];
    private final double side = first == last ? 1 : (last - first) * 0.03;

    Frame(PlotAxis axis) {
      this.axis = axis;
      this.ticks = axis.ticks();
      double widest =
          ticks.stream()
              .mapToDouble(tick -> TextWidths.of(tick.label(), LABEL_SIZE, false))
              .max()
              .orElse(0);
      this.left = LEFT + widest + LABEL_GAP;
    }

    private double x(double epoch) {
      return left + (epoch - first + side) / (last - first + 2 * side) * (RIGHT - left);
    }

    private double y(double value) {
      return BOTTOM - axis.height(value) * (BOTTOM - TOP);
    }

    void paint(Graphics2D to, LogName rated) {
      values(to);
      epochs(to);
      logs.forEach(log -> line(to, log));
      int best = curves.best(rated);
      if (best >= 0 && CurveSet.scored(rated)) {
        mark(to, x(epochs[best]), y(curves.values(rated)[best]), style(rated).color());
      }
    }

    private void values(Graphics2D to) {
      to.setColor(GRID);
      to.setStroke(HAIRLINE);
      to.draw(new Line2D.Double(left, TOP, left, BOTTOM));
      for (PlotAxis.Tick tick : ticks) {
        double y = y(tick.value());
        to.setColor(GRID);
        to.draw(new Line2D.Double(left, y, RIGHT, y));
        TextPainter.TextRun label = TextPainter.plain(tick.label(), LABEL_SIZE, LABEL);
        TextPainter.write(
            to, left - LABEL_GAP, y + 4, TextPainter.Anchor.END, left, List.of(label));
      }
    }

    /** Labels integer epochs. */
    private void epochs(Graphics2D to) {
      int step = 1;
      for (int turn = 0; (last - first) / step >= MAX_EPOCH_LABELS; turn++) {
        step = turn % 3 == 1 ? step / 2 * 5 : step * 2;
      }
      for (int epoch = (int) first; epoch <= last; epoch++) {
        if (epoch % step == 0 || first == last) {
          TextPainter.TextRun label = TextPainter.plain(Integer.toString(epoch), LABEL_SIZE, LABEL);
          TextPainter.write(
              to, x(epoch), BOTTOM + 18, TextPainter.Anchor.MIDDLE, WIDTH, List.of(label));
        }
      }
    }

    /**
     * Connects the finite values; epochs without one are skipped, since validation may skip epochs.
     */
    private void line(Graphics2D to, LogName log) {
      double[] values = curves.values(log);
      List<Point2D> points = new ArrayList<>();
      for (int index = 0; index < values.length; index++) {
        if (Double.isFinite(values[index])) {
          points.add(new Point2D.Double(x(epochs[index]), y(values[index])));
        }
      }
      if (points.isEmpty()) {
        return;
      }
      Path2D path = new Path2D.Double();
      path.moveTo(points.get(0).getX(), points.get(0).getY());
      points.stream().skip(1).forEach(point -> path.lineTo(point.getX(), point.getY()));
      to.setColor(style(log).color());
      to.setStroke(style(log).stroke());
      to.draw(path);
      if (points.size() <= MAX_DOTS) {
        points.forEach(point -> dot(to, point.getX(), point.getY(), 3));
      }
    }
  }
}
