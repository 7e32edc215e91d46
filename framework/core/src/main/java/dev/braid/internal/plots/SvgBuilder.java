package dev.braid.internal.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Builds an SVG document element by element. */
final class SvgBuilder {
  private static final String FONT =
      "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

  private final String prefix;
  private final StringBuilder body = new StringBuilder();
  private final Map<String, String> clips = new LinkedHashMap<>();

  /** Creates a builder; the prefix distinguishes the ids of several documents on one page. */
  SvgBuilder(String prefix) {
    this.prefix = prefix;
  }

  /** Returns the document as an element that can be a file or part of a page. */
  String element(String title, double width, double height) {
    StringBuilder all = new StringBuilder();
    all.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"")
        .append(number(width))
        .append("\" height=\"")
        .append(number(height))
        .append("\" viewBox=\"0 0 ")
        .append(number(width))
        .append(' ')
        .append(number(height))
        .append("\" font-family=\"")
        .append(FONT)
        .append("\">\n<title>")
        .append(MarkupEscaper.escape(title))
        .append("</title>\n");
    if (!clips.isEmpty()) {
      all.append("<defs>\n");
      clips.forEach(
          (path, id) ->
              all.append("<clipPath id=\"")
                  .append(id)
                  .append("\"><path d=\"")
                  .append(path)
                  .append("\"/></clipPath>\n"));
      all.append("</defs>\n");
    }
    return all.append(body).append("</svg>\n").toString();
  }

  void beginGroup(String title) {
    body.append("<g><title>").append(MarkupEscaper.escape(title)).append("</title>\n");
  }

  void endGroup() {
    body.append("</g>\n");
  }

  void path(Shape shape, Color fill, Color line, BasicStroke stroke, double scale, Shape clip) {
    String data = data(shape);
    if (data.isEmpty()) {
      return;
    }
    body.append("<path d=\"").append(data).append('"');
    body.append(" fill=\"").append(fill == null ? "none" : hex(fill)).append('"');
    if (fill != null && fill.getAlpha() < 255) {
      body.append(" fill-opacity=\"").append(number(fill.getAlpha() / 255.0)).append('"');
    }
    if (line != null) {
      body.append(" stroke=\"").append(hex(line)).append("\" stroke-width=\"");
      body.append(number(stroke.getLineWidth() * scale)).append('"');
      if (line.getAlpha() < 255) {
        body.append(" stroke-opacity=\"").append(number(line.getAlpha() / 255.0)).append('"');
      }
      if (stroke.getLineJoin() == BasicStroke.JOIN_ROUND) {
        body.append(" stroke-linejoin=\"round\"");
      }
      if (stroke.getEndCap() == BasicStroke.CAP_ROUND) {
        body.append(" stroke-linecap=\"round\"");
      }
      dashes(stroke, scale);
    }
    if (clip != null) {
      String id = clips.computeIfAbsent(data(clip), area -> prefix + "clip" + clips.size());
      body.append(" clip-path=\"url(#").append(id).append(")\"");
    }
    body.append("/>\n");
  }

  private void dashes(BasicStroke stroke, double scale) {
    float[] dashes = stroke.getDashArray();
    if (dashes != null) {
      body.append(" stroke-dasharray=\"");
      for (int index = 0; index < dashes.length; index++) {
        body.append(index > 0 ? " " : "").append(number(dashes[index] * scale));
      }
      body.append('"');
    }
  }

  void text(
      AffineTransform at,
      double x,
      double y,
      TextPainter.Anchor anchor,
      List<TextPainter.TextRun> runs) {
    double[] position = {x, y};
    boolean rotated = at.getShearX() != 0 || at.getShearY() != 0;
    if (!rotated) {
      at.transform(position, 0, position, 0, 1);
    }
    double scale = rotated ? 1 : at.getScaleX();
    body.append("<text x=\"").append(number(position[0])).append("\" y=\"");
    body.append(number(position[1])).append('"');
    if (rotated) {
      double[] m = new double[6];
      at.getMatrix(m);
      body.append(" transform=\"matrix(");
      for (int index = 0; index < m.length; index++) {
        body.append(index > 0 ? " " : "").append(number(m[index]));
      }
      body.append(")\"");
    }
    body.append(
        switch (anchor) {
          case START -> "";
          case MIDDLE -> " text-anchor=\"middle\"";
          case END -> " text-anchor=\"end\"";
        });
    body.append(" xml:space=\"preserve\">");
    for (TextPainter.TextRun run : runs) {
      body.append("<tspan font-size=\"").append(number(run.size() * scale));
      body.append("\" fill=\"").append(hex(run.color())).append('"');
      body.append(run.bold() ? " font-weight=\"bold\"" : "");
      body.append(run.italic() ? " font-style=\"italic\"" : "");
      body.append('>').append(MarkupEscaper.escape(run.text())).append("</tspan>");
    }
    body.append("</text>\n");
  }

  private static String data(Shape shape) {
    StringBuilder data = new StringBuilder();
    double[] at = new double[6];
    for (PathIterator step = shape.getPathIterator(null); !step.isDone(); step.next()) {
      int kind = step.currentSegment(at);
      int points =
          switch (kind) {
            case PathIterator.SEG_MOVETO, PathIterator.SEG_LINETO -> 1;
            case PathIterator.SEG_QUADTO -> 2;
            case PathIterator.SEG_CUBICTO -> 3;
            default -> 0;
          };
      data.append("MLQCZ".charAt(kind));
      for (int index = 0; index < 2 * points; index++) {
        data.append(index > 0 ? " " : "").append(number(at[index]));
      }
    }
    return data.toString();
  }

  private static String hex(Color color) {
    return String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xffffff);
  }

  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    if (text.charAt(end - 1) == '.') {
      end--;
    }
    String shortest = text.substring(0, end);
    return shortest.equals("-0") ? "0" : shortest;
  }
}
