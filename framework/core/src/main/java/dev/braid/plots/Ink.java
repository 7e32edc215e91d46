package dev.braid.plots;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.util.List;

/** Lettering that looks the same in pixels and in SVG. */
final class Ink {
  private Ink() {}

  /** Which point of a text lies at the place it is written to. */
  enum Anchor {
    START(0),
    MIDDLE(0.5),
    END(1);

    private final double before;

    Anchor(double before) {
      this.before = before;
    }
  }

  /** A stretch of text in one style. */
  record Run(String text, boolean bold, boolean italic, double size, Color color) {

    Font font() {
      int style = (bold ? Font.BOLD : Font.PLAIN) | (italic ? Font.ITALIC : Font.PLAIN);
      return new Font(Font.SANS_SERIF, style, 1).deriveFont((float) size);
    }
  }

  static Run plain(String text, double size, Color color) {
    return new Run(text, false, false, size, color);
  }

  static Run bold(String text, double size, Color color) {
    return new Run(text, true, false, size, color);
  }

  /** Writes the runs one after another; text wider than the room is squeezed into it. */
  static void write(Graphics2D to, double x, double y, Anchor anchor, double room, List<Run> runs) {
    if (to instanceof SvgGraphics svg) {
      svg.anchored(x, y, anchor, runs);
      return;
    }
    double width = 0;
    for (Run run : runs) {
      width += advance(to, run);
    }
    double squeeze = width > room ? room / width : 1;
    AffineTransform before = to.getTransform();
    to.translate(x - width * squeeze * anchor.before, y);
    to.scale(squeeze, 1);
    double at = 0;
    for (Run run : runs) {
      to.setFont(run.font());
      to.setColor(run.color());
      to.drawString(run.text(), (float) at, 0f);
      at += advance(to, run);
    }
    to.setTransform(before);
  }

  private static double advance(Graphics2D to, Run run) {
    return run.text().isEmpty()
        ? 0
        : new TextLayout(run.text(), run.font(), to.getFontRenderContext()).getAdvance();
  }
}
