package dev.braid.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The curves of a training run as small multiples: one panel a log, one row an output. */
public final class CurvePicture {
  private static final List<String> KINDS = List.of("svg", "png");
  private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  private static final int COLUMNS = 3;
  private static final double MARGIN = 20;
  private static final double LEGEND = 34;
  private static final double HEADING = 30;
  private static final Color INK = new Color(0x17191c);
  private static final Color FAINT = new Color(0x6a737d);
  private static final Color RULE = new Color(0xe1e4e8);

  private final CurveSet curves;
  private final List<Placed> panels = new ArrayList<>();
  private final List<Heading> headings = new ArrayList<>();
  private double width;
  private double height = MARGIN + LEGEND;

  private record Placed(CurvePanel panel, double x, double y) {}

  private record Heading(String output, double y) {}

  private CurvePicture(CurveSet curves) {
    this.curves = curves;
    Map<String, List<String>> groups = curves.groups();
    int widest = 1;
    for (Map.Entry<String, List<String>> group : groups.entrySet()) {
      if (!group.getKey().isEmpty()) {
        headings.add(new Heading(group.getKey(), height));
        height += HEADING;
      }
      int count = group.getValue().size();
      int columns = count == 4 ? 2 : Math.min(COLUMNS, count);
      widest = Math.max(widest, columns);
      for (int index = 0; index < count; index++) {
        String name = group.getValue().get(index);
        String title =
            group.getKey().isEmpty() ? name : name.substring(group.getKey().length() + 1);
        int row = index / columns;
        int column = index % columns;
        panels.add(
            new Placed(
                new CurvePanel(curves, name, title),
                MARGIN + column * CurvePanel.WIDTH,
                height + row * CurvePanel.HEIGHT));
      }
      int rows = (count + columns - 1) / columns;
      height += rows * CurvePanel.HEIGHT;
    }
    width = 2 * MARGIN + widest * CurvePanel.WIDTH;
    height += MARGIN / 2;
  }

  /**
   * Writes the picture in the format the file's name asks for.
   *
   * @param curves what to draw
   * @param file ends with .svg or .png
   * @throws dev.braid.StructureException for another ending
   */
  public static void write(CurveSet curves, Path file) {
    if (PictureFile.kind(file, "History.plot()", KINDS).equals("svg")) {
      PictureFile.write(file, XML + svg(curves));
    } else {
      PictureFile.write(file, png(curves));
    }
  }

  /** The picture as an SVG element, for a page or a notebook. */
  public static String svg(CurveSet curves) {
    CurvePicture picture = new CurvePicture(curves);
    return PictureFile.svg(
        "Training history", "curves-", picture.width, picture.height, picture::paint);
  }

  /** The picture as PNG, at twice the size of the SVG. */
  public static byte[] png(CurveSet curves) {
    CurvePicture picture = new CurvePicture(curves);
    return PictureFile.png(picture.width, picture.height, picture::paint);
  }

  private void paint(Graphics2D to) {
    to.setColor(Color.WHITE);
    to.fill(new Rectangle2D.Double(0, 0, width, height));
    legend(to);
    for (Heading heading : headings) {
      to.setColor(RULE);
      to.setStroke(new BasicStroke(1));
      to.draw(new Line2D.Double(MARGIN, heading.y() + 2, width - MARGIN, heading.y() + 2));
      Ink.Run text = Ink.bold(heading.output(), 15, INK);
      Ink.write(to, MARGIN + 4, heading.y() + 22, false, width - 2 * MARGIN, List.of(text));
    }
    for (Placed placed : panels) {
      to.translate(placed.x(), placed.y());
      placed.panel().paint(to);
      to.translate(-placed.x(), -placed.y());
    }
  }

  private void legend(Graphics2D to) {
    double x = MARGIN + 4;
    x = key(to, x, "training", CurvePanel.TRAINING, CurvePanel.SOLID);
    boolean validated =
        curves.logs().keySet().stream().anyMatch(name -> name.startsWith(CurveSet.VALIDATION));
    if (validated) {
      x = key(to, x, "validation", CurvePanel.VALIDATION, CurvePanel.DASHED);
    }
    Color best = validated ? CurvePanel.VALIDATION : CurvePanel.TRAINING;
    CurvePanel.mark(to, x + 6, MARGIN + 10, best);
    Ink.write(to, x + 18, MARGIN + 14, false, 200, List.of(Ink.plain("best epoch", 12, FAINT)));
  }

  private static double key(Graphics2D to, double x, String name, Color color, BasicStroke stroke) {
    to.setColor(color);
    to.setStroke(stroke);
    to.draw(new Line2D.Double(x, MARGIN + 10, x + 30, MARGIN + 10));
    Ink.write(to, x + 38, MARGIN + 14, false, 200, List.of(Ink.plain(name, 12, FAINT)));
    return x + 38 + TextWidths.of(name, 12, false) + 20;
  }
}
