package dev.braid.internal.plots;

import dev.braid.internal.logs.LogName;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The plot of the curves of a training run: one panel for each score, grouped by output. */
public final class CurvePlot {
  private static final List<String> KINDS = List.of("svg", "png");
  private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  private static final int COLUMNS = 3;
  private static final double MARGIN = 20;
  private static final double LEGEND = 34;
  private static final double HEADING = 30;
  private static final int KEY_SIZE = 12;
  private static final Color TEXT = new Color(0x17191c);
  private static final Color LABEL = new Color(0x6a737d);
  private static final Color RULE = new Color(0xe1e4e8);

  private final List<Key> keys = new ArrayList<>();
  private final Color best;
  private final List<Placed> panels = new ArrayList<>();
  private final List<Heading> headings = new ArrayList<>();
  private final double width;
  private final double height;

  private record Placed(CurvePanel panel, double x, double y) {}

  private record Heading(String output, double y) {}

  private record Key(String name, CurveStyle style, double x, double y) {}

  private CurvePlot(CurveSet curves) {
    Map<String, List<List<LogName>>> groups = curves.groups();
    int widest = groups.values().stream().mapToInt(group -> columns(group.size())).max().orElse(1);
    width = 2 * MARGIN + widest * CurvePanel.WIDTH;
    double y = MARGIN + legend(curves.validations()) * LEGEND;
    for (Map.Entry<String, List<List<LogName>>> group : groups.entrySet()) {
      if (!group.getKey().isEmpty()) {
        headings.add(new Heading(group.getKey(), y));
        y += HEADING;
      }
      int count = group.getValue().size();
      int columns = columns(count);
      for (int index = 0; index < count; index++) {
        List<LogName> logs = group.getValue().get(index);
        panels.add(
            new Placed(
                new CurvePanel(curves, logs, logs.get(0).score()),
                MARGIN + index % columns * CurvePanel.WIDTH,
                y + index / columns * CurvePanel.HEIGHT));
      }
      y += (count + columns - 1) / columns * CurvePanel.HEIGHT;
    }
    height = y + MARGIN / 2;
    best = (keys.size() > 2 ? keys.get(1).style() : CurveStyle.training()).color();
  }

  private static int columns(int panels) {
    return panels == 4 ? 2 : Math.min(COLUMNS, panels);
  }

  /** Positions the legend's keys and returns the number of lines. */
  private int legend(List<String> validations) {
    List<String> names = new ArrayList<>(List.of(LogName.samples("")));
    validations.forEach(set -> names.add(LogName.samples(set)));
    names.add("best epoch");
    double x = MARGIN + 4;
    int line = 0;
    for (int index = 0; index < names.size(); index++) {
      String name = names.get(index);
      CurveStyle style =
          index == 0
              ? CurveStyle.training()
              : index < names.size() - 1 ? CurveStyle.validation(index - 1) : null;
      double keyWidth = (style == null ? 18 : 38) + TextWidths.of(name, KEY_SIZE, false) + 20;
      if (x + keyWidth > width && x > MARGIN + 4) {
        x = MARGIN + 4;
        line++;
      }
      keys.add(new Key(name, style, x, MARGIN + line * LEGEND));
      x += keyWidth;
    }
    return line + 1;
  }

  /**
   * Writes the plot in the format of the file's extension.
   *
   * @param curves the curves
   * @param file a file with the extension .svg or .png
   * @throws dev.braid.StructureException for another extension
   */
  public static void write(CurveSet curves, Path file) {
    if (PlotFile.kind(file, "History.plot()", KINDS).equals("svg")) {
      PlotFile.write(file, XML + svg(curves));
    } else {
      PlotFile.write(file, png(curves));
    }
  }

  /** Returns the plot as an SVG element, for a page or a notebook. */
  public static String svg(CurveSet curves) {
    CurvePlot plot = new CurvePlot(curves);
    return PlotFile.svg("Training history", "curves-", plot.width, plot.height, plot::paint);
  }

  /** Returns the plot as PNG, at twice the size of the SVG. */
  public static byte[] png(CurveSet curves) {
    CurvePlot plot = new CurvePlot(curves);
    return PlotFile.png(plot.width, plot.height, plot::paint);
  }

  private void paint(Graphics2D to) {
    to.setColor(Color.WHITE);
    to.fill(new Rectangle2D.Double(0, 0, width, height));
    keys.forEach(key -> key(to, key));
    for (Heading heading : headings) {
      to.setColor(RULE);
      to.setStroke(new BasicStroke(1));
      to.draw(new Line2D.Double(MARGIN, heading.y() + 2, width - MARGIN, heading.y() + 2));
      TextPainter.TextRun text = TextPainter.bold(heading.output(), 15, TEXT);
      TextPainter.write(
          to,
          MARGIN + 4,
          heading.y() + 22,
          TextPainter.Anchor.START,
          width - 2 * MARGIN,
          List.of(text));
    }
    for (Placed placed : panels) {
      to.translate(placed.x(), placed.y());
      placed.panel().paint(to);
      to.translate(-placed.x(), -placed.y());
    }
  }

  private void key(Graphics2D to, Key key) {
    double y = key.y() + 10;
    if (key.style() == null) {
      CurvePanel.mark(to, key.x() + 6, y, best);
    } else {
      to.setColor(key.style().color());
      to.setStroke(key.style().stroke());
      to.draw(new Line2D.Double(key.x(), y, key.x() + 30, y));
    }
    double x = key.x() + (key.style() == null ? 18 : 38);
    TextPainter.TextRun name = TextPainter.plain(key.name(), KEY_SIZE, LABEL);
    TextPainter.write(to, x, y + 4, TextPainter.Anchor.START, width - x, List.of(name));
  }
}
