package dev.braid.internal.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Paints a diagram as Keras does: black titles, tables of shapes, dashed frames. */
final class DiagramPainter {
  private static final Color BACKGROUND = Color.WHITE;
  private static final Color TEXT = new Color(0x17191c);
  private static final Color LABEL = new Color(0x6a737d);
  private static final Color LINE = new Color(0x4a5058);
  private static final Color FRAME = new Color(0x8a929b);
  private static final Color FRAME_FILL = new Color(0x10, 0x40, 0x80, 10);
  private static final BasicStroke BORDER = new BasicStroke(1);
  private static final BasicStroke LINE_STROKE =
      new BasicStroke(1.3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
  private static final BasicStroke DASHED =
      new BasicStroke(
          1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {6, 4}, 0);
  private static final double HEAD = 8;

  private final Graphics2D to;

  private DiagramPainter(Graphics2D to) {
    this.to = to;
  }

  static void paint(DiagramLayout layout, Graphics2D to) {
    to.setColor(BACKGROUND);
    to.fill(new Rectangle2D.Double(0, 0, layout.width(), layout.height()));
    DiagramPainter painter = new DiagramPainter(to);
    layout.frames().forEach(painter::frame);
    layout.lines().forEach(painter::line);
    layout.boxes().forEach(painter::box);
    layout.frames().forEach(painter::frameTitle);
  }

  private void frame(DiagramLayout.Frame frame) {
    Rectangle2D area = new Rectangle2D.Double(frame.x(), frame.y(), frame.width(), frame.height());
    to.setColor(FRAME_FILL);
    to.fill(area);
    to.setColor(FRAME);
    to.setStroke(DASHED);
    to.draw(area);
  }

  private void frameTitle(DiagramLayout.Frame frame) {
    DiagramBox box = frame.box();
    double width = frame.x() + frame.width() - frame.titleX() - 4;
    TextPainter.TextRun title = TextPainter.bold(box.title(), BoxTable.TEXT_SIZE, TEXT);
    TextPainter.write(
        to, frame.titleX(), frame.y() + 17, TextPainter.Anchor.START, width, List.of(title));
    if (!box.note().isEmpty()) {
      TextPainter.TextRun note =
          new TextPainter.TextRun(box.note(), false, true, BoxTable.TEXT_SIZE, LABEL);
      TextPainter.write(
          to, frame.titleX(), frame.y() + 33, TextPainter.Anchor.START, width, List.of(note));
    }
  }

  private void line(DiagramLayout.Line line) {
    to.setColor(LINE);
    to.setStroke(LINE_STROKE);
    to.draw(curve(line));
    if (line.head()) {
      double[] at = line.corners();
      double x = at[at.length - 2];
      double y = at[at.length - 1];
      Path2D head = new Path2D.Double();
      head.moveTo(x, y);
      head.lineTo(x - HEAD / 2, y - HEAD);
      head.lineTo(x + HEAD / 2, y - HEAD);
      head.closePath();
      to.fill(head);
    }
  }

  /** Returns the curve of a line, up to its head. */
  static Path2D curve(DiagramLayout.Line line) {
    double[] at = line.corners();
    double endY = at[at.length - 1] - (line.head() ? HEAD - 1 : 0);
    Path2D path = new Path2D.Double();
    path.moveTo(at[0], at[1]);
    for (int index = 2; index < at.length; index += 2) {
      double x = at[index];
      double y = Math.min(at[index + 1], endY);
      double aboveX = at[index - 2];
      double aboveY = Math.min(at[index - 1], endY);
      if (Math.abs(x - aboveX) < 0.01) {
        path.lineTo(x, y);
      } else {
        double middle = (aboveY + y) / 2;
        path.curveTo(aboveX, middle, x, middle, x, y);
      }
    }
    return path;
  }

  private void box(DiagramLayout.PositionedBox placed) {
    if (to instanceof SvgGraphics svg) {
      svg.beginGroup(placed.box().title());
    }
    for (BoxTable.Cell cell : placed.cells().cells()) {
      boolean title = cell.kind() == BoxTable.Kind.TITLE;
      Rectangle2D area =
          new Rectangle2D.Double(
              placed.x() + cell.x(), placed.y() + cell.y(), cell.width(), cell.height());
      to.setColor(title ? TEXT : BACKGROUND);
      to.fill(area);
      to.setColor(TEXT);
      to.setStroke(BORDER);
      to.draw(area);
      double y = area.getY() + (cell.height() - cell.lines().size() * cell.lineHeight()) / 2;
      for (int line = 0; line < cell.lines().size(); line++) {
        double baseline = y + cell.lineHeight() * (line + 0.76);
        String text = cell.lines().get(line);
        TextPainter.write(
            to,
            area.getCenterX(),
            baseline,
            TextPainter.Anchor.MIDDLE,
            cell.width() - 8,
            runs(cell, line, text));
      }
    }
    if (to instanceof SvgGraphics svg) {
      svg.endGroup();
    }
  }

  private static List<TextPainter.TextRun> runs(BoxTable.Cell cell, int line, String text) {
    if (cell.kind() == BoxTable.Kind.TITLE) {
      return List.of(TextPainter.bold(text, BoxTable.TITLE_SIZE, BACKGROUND));
    }
    if (cell.kind() == BoxTable.Kind.NOTE) {
      return List.of(new TextPainter.TextRun(text, false, true, BoxTable.TEXT_SIZE, LABEL));
    }
    TextPainter.TextRun value = TextPainter.bold(text, BoxTable.TEXT_SIZE, TEXT);
    return line > 0 || cell.label().isEmpty()
        ? List.of(value)
        : List.of(TextPainter.plain(cell.label(), BoxTable.TEXT_SIZE, LABEL), value);
  }
}
