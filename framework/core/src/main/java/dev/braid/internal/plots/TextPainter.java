package dev.braid.internal.plots;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.util.List;

/** Draws text with the same appearance in pixels and in SVG. */
final class TextPainter {
  private TextPainter() {}

  /** The point of a text that is at the given position. */
  enum Anchor {
    START(0),
    MIDDLE(0.5),
    END(1);

    private final double before;

    Anchor(double before) {
      this.before = before;
    }
  }

  /** Text in one style. */
  record TextRun(String text, boolean bold, boolean italic, double size, Color color) {

    Font font() {
      int style = (bold ? Font.BOLD : Font.PLAIN) | (italic ? Font.ITALIC : Font.PLAIN);
      return new Font(Font.SANS_SERIF, style, 1).deriveFont((float) size);
    }
  }

  static TextRun plain(String text, double size, Color color) {
    return new TextRun(text, false, false, size, color);
  }

  static TextRun bold(String text, double size, Color color) {
    return new TextRun(text, true, false, size, color);
  }

  /** Draws the runs one after another; text that is wider than the available width is condensed. */
  static void write(
      Graphics2D to, double x, double y, Anchor anchor, double available, List<TextRun> runs) {
    if (to instanceof SvgGraphics svg) {
      svg.anchored(x, y, anchor, runs);
      return;
    }
    double width = 0;
    for (TextRun run : runs) {
      width += advance(to, run);
    }
    double scale = width > available ? available / width : 1;
    AffineTransform before = to.getTransform();
    to.translate(x - width * scale * anchor.before, y);
    to.scale(scale, 1);
    double at = 0;
    for (TextRun run : runs) {
      to.setFont(run.font());
      to.setColor(run.color());
      to.drawString(run.text(), (float) at, 0f);
      at += advance(to, run);
    }
    to.setTransform(before);
  }

  private static double advance(Graphics2D to, TextRun run) {
    return run.text().isEmpty()
        ? 0
        : new TextLayout(run.text(), run.font(), to.getFontRenderContext()).getAdvance();
  }
}
