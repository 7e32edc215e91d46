package dev.braid.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Paints a scene the way Keras draws models: black titles, tables of shapes, dashed frames. */
final class ScenePainter {
  private static final Color PAPER = Color.WHITE;
  private static final Color DARK = new Color(0x17191c);
  private static final Color LABEL = new Color(0x6a737d);
  private static final Color LINE = new Color(0x4a5058);
  private static final Color FRAME = new Color(0x8a929b);
  private static final Color FRAME_FILL = new Color(0x10, 0x40, 0x80, 10);
  private static final BasicStroke BORDER = new BasicStroke(1);
  private static final BasicStroke STRAND =
      new BasicStroke(1.3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
  private static final BasicStroke DASHED =
      new BasicStroke(
          1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {6, 4}, 0);
  private static final double HEAD = 8;

  private final Graphics2D to;

  private ScenePainter(Graphics2D to) {
    this.to = to;
  }

  static void paint(Scene scene, Graphics2D to) {
    to.setColor(PAPER);
    to.fill(new Rectangle2D.Double(0, 0, scene.width(), scene.height()));
    ScenePainter painter = new ScenePainter(to);
    scene.frames().forEach(painter::frame);
    scene.strands().forEach(painter::strand);
    scene.boxes().forEach(painter::box);
    scene.frames().forEach(painter::frameTitle);
  }

  private void frame(Scene.Frame frame) {
    Rectangle2D area = new Rectangle2D.Double(frame.x(), frame.y(), frame.width(), frame.height());
    to.setColor(FRAME_FILL);
    to.fill(area);
    to.setColor(FRAME);
    to.setStroke(DASHED);
    to.draw(area);
  }

  private void frameTitle(Scene.Frame frame) {
    Box box = frame.box();
    double room = frame.x() + frame.width() - frame.titleX() - 4;
    Ink.Run title = Ink.bold(box.title(), BoxCells.TEXT_SIZE, DARK);
    Ink.write(to, frame.titleX(), frame.y() + 17, Ink.Anchor.START, room, List.of(title));
    if (!box.note().isEmpty()) {
      Ink.Run note = new Ink.Run(box.note(), false, true, BoxCells.TEXT_SIZE, LABEL);
      Ink.write(to, frame.titleX(), frame.y() + 33, Ink.Anchor.START, room, List.of(note));
    }
  }

  private void strand(Scene.Strand strand) {
    to.setColor(LINE);
    to.setStroke(STRAND);
    to.draw(curve(strand));
    if (strand.head()) {
      double[] at = strand.corners();
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

  /** The line as it is drawn, up to its head. */
  static Path2D curve(Scene.Strand strand) {
    double[] at = strand.corners();
    double endY = at[at.length - 1] - (strand.head() ? HEAD - 1 : 0);
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

  private void box(Scene.PlacedBox placed) {
    if (to instanceof SvgGraphics svg) {
      svg.beginGroup(placed.box().title());
    }
    for (BoxCells.Cell cell : placed.cells().cells()) {
      boolean title = cell.kind() == BoxCells.Kind.TITLE;
      Rectangle2D area =
          new Rectangle2D.Double(
              placed.x() + cell.x(), placed.y() + cell.y(), cell.width(), cell.height());
      to.setColor(title ? DARK : PAPER);
      to.fill(area);
      to.setColor(DARK);
      to.setStroke(BORDER);
      to.draw(area);
      double y = area.getY() + (cell.height() - cell.lines().size() * cell.lineHeight()) / 2;
      for (int line = 0; line < cell.lines().size(); line++) {
        double baseline = y + cell.lineHeight() * (line + 0.76);
        String text = cell.lines().get(line);
        Ink.write(
            to,
            area.getCenterX(),
            baseline,
            Ink.Anchor.MIDDLE,
            cell.width() - 8,
            runs(cell, line, text));
      }
    }
    if (to instanceof SvgGraphics svg) {
      svg.endGroup();
    }
  }

  private static List<Ink.Run> runs(BoxCells.Cell cell, int line, String text) {
    if (cell.kind() == BoxCells.Kind.TITLE) {
      return List.of(Ink.bold(text, BoxCells.TITLE_SIZE, PAPER));
    }
    if (cell.kind() == BoxCells.Kind.NOTE) {
      return List.of(new Ink.Run(text, false, true, BoxCells.TEXT_SIZE, LABEL));
    }
    Ink.Run value = Ink.bold(text, BoxCells.TEXT_SIZE, DARK);
    return line > 0 || cell.label().isEmpty()
        ? List.of(value)
        : List.of(Ink.plain(cell.label(), BoxCells.TEXT_SIZE, LABEL), value);
  }
}
