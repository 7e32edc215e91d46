package dev.braid.plots;

import dev.braid.training.LogName;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;

/** One score over the epochs, training and validation together. */
final class CurvePanel {
  static final int WIDTH = 400;
  static final int HEIGHT = 270;

  private static final int TOP = 48;
  private static final int BOTTOM = HEIGHT - 32;
  private static final int LEFT = 12;
  private static final int RIGHT = WIDTH - 20;
  private static final int LABEL_GAP = 8;
  private static final int LABEL_SIZE = 11;
  private static final int MOST_EPOCHS = 8;
  private static final int FEW = 12;
  private static final double WIDE_LOSSES = 300;
  private static final double WIDE_RATES = 10;
  private static final Color INK = new Color(0x17191c);
  private static final Color FAINT = new Color(0x6a737d);
  private static final Color GRID = new Color(0xeaecef);
  private static final BasicStroke HAIR = new BasicStroke(1);
  private static final BasicStroke RING = new BasicStroke(2f);

  private final CurveSet curves;
  private final List<LogName> logs;
  private final String title;
  private final int[] epochs;

  /**
   * Takes what to draw.
   *
   * @param logs of one score, those of the training samples first
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
    LogName judged = CurveSet.judged(logs);
    Axis axis = axis();
    String scale = axis != null && axis.isLogarithmic() ? "  log scale" : "";
    text(to, 4, 18, Ink.bold(title, 13, INK), Ink.plain(scale, LABEL_SIZE, FAINT));
    if (axis == null) {
      Ink.Run none = Ink.plain("no finite value was logged", 12, FAINT);
      Ink.write(to, WIDTH / 2.0, HEIGHT / 2.0, Ink.Anchor.MIDDLE, WIDTH, List.of(none));
    } else {
      text(to, 4, 34, Ink.plain(summary(judged), LABEL_SIZE, FAINT));
      new Frame(axis).paint(to, judged);
    }
    if (to instanceof SvgGraphics svg) {
      svg.endGroup();
    }
  }

  private static void text(Graphics2D to, double x, double y, Ink.Run... runs) {
    Ink.write(to, x, y, Ink.Anchor.START, WIDTH - 8, List.of(runs));
  }

  private String summary(LogName judged) {
    int best = curves.best(judged);
    String last = "last " + Axis.number(curves.last(judged));
    String told =
        best < 0 || !CurveSet.scored(judged)
            ? last
            : "best "
                + Axis.number(curves.values(judged)[best])
                + " at epoch "
                + epochs[best]
                + ", "
                + last;
    boolean several = logs.stream().filter(log -> !log.set().isEmpty()).count() > 1;
    boolean named = !judged.set().isEmpty() && !judged.set().equals(LogName.VALIDATION);
    return several || named ? told + " (" + LogName.samples(judged.set()) + ")" : told;
  }

  /** The axis for all finite values; null where there is none. */
  private Axis axis() {
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
        ? Axis.logarithmic(least, most)
        : Axis.linear(least, most);
  }

  /** From which ratio on values want a logarithmic axis. */
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

  /** The ring around the best epoch. */
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

  /** The area of the curves with its axes: places of epochs and values. */
  private final class Frame {
    private final Axis axis;
    private final List<Axis.Tick> ticks;
    private final double left;
    private final double first = epochs[0];
    private final double last = epochs[epochs.length - 1];
    private final double side = first == last ? 1 : (last - first) * 0.03;

    Frame(Axis axis) {
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

    void paint(Graphics2D to, LogName judged) {
      values(to);
      epochs(to);
      logs.forEach(log -> line(to, log));
      int best = curves.best(judged);
      if (best >= 0 && CurveSet.scored(judged)) {
        mark(to, x(epochs[best]), y(curves.values(judged)[best]), style(judged).color());
      }
    }

    private void values(Graphics2D to) {
      to.setColor(GRID);
      to.setStroke(HAIR);
      to.draw(new Line2D.Double(left, TOP, left, BOTTOM));
      for (Axis.Tick tick : ticks) {
        double y = y(tick.value());
        to.setColor(GRID);
        to.draw(new Line2D.Double(left, y, RIGHT, y));
        Ink.Run label = Ink.plain(tick.label(), LABEL_SIZE, FAINT);
        Ink.write(to, left - LABEL_GAP, y + 4, Ink.Anchor.END, left, List.of(label));
      }
    }

    /** Integers only: half an epoch means nothing. */
    private void epochs(Graphics2D to) {
      int step = 1;
      for (int turn = 0; (last - first) / step >= MOST_EPOCHS; turn++) {
        step = turn % 3 == 1 ? step / 2 * 5 : step * 2;
      }
      for (int epoch = (int) first; epoch <= last; epoch++) {
        if (epoch % step == 0 || first == last) {
          Ink.Run label = Ink.plain(Integer.toString(epoch), LABEL_SIZE, FAINT);
          Ink.write(to, x(epoch), BOTTOM + 18, Ink.Anchor.MIDDLE, WIDTH, List.of(label));
        }
      }
    }

    /** Joins the finite values, over epochs without one: validation may leave some out. */
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
      if (points.size() <= FEW) {
        points.forEach(point -> dot(to, point.getX(), point.getY(), 3));
      }
    }
  }
}
