package dev.braid.internal.plots;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.files.FileWriteException;
import dev.braid.internal.files.AtomicFile;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/** Writes plot files: selects the format by extension and renders PNG or SVG. */
final class PlotFile {
  private static final double SCALE = 2;

  /**
   * The maximum number of pixels; larger plots are scaled down, since viewers and memory have
   * limits.
   */
  private static final double MOST_PIXELS = 60e6;

  private PlotFile() {}

  /** Returns the extension in lower case; refuses an unsupported one. */
  static String kind(Path file, String call, List<String> supported) {
    Path last = file.getFileName();
    String name = last == null ? "" : last.toString();
    String kind = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (!name.contains(".") || !supported.contains(kind)) {
      throw StructureException.of(
          call + " cannot determine the format",
          new Problem(
              "option",
              "file",
              "a name that ends with " + oneOf(supported),
              "received \"" + name + "\"",
              "Rename the file: its extension selects the format."));
    }
    return kind;
  }

  private static String oneOf(List<String> kinds) {
    StringBuilder text = new StringBuilder();
    for (int index = 0; index < kinds.size(); index++) {
      text.append(index == 0 ? "." : index + 1 < kinds.size() ? ", ." : " or .");
      text.append(kinds.get(index));
    }
    return text.toString();
  }

  /** Paints a PNG at twice the size. */
  static byte[] png(double width, double height, Consumer<Graphics2D> painter) {
    double scale = Math.min(SCALE, Math.sqrt(MOST_PIXELS / Math.max(1, width * height)));
    BufferedImage image =
        new BufferedImage(
            (int) Math.max(1, Math.ceil(width * scale)),
            (int) Math.max(1, Math.ceil(height * scale)),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D to = image.createGraphics();
    try {
      to.setColor(Color.WHITE);
      to.fillRect(0, 0, image.getWidth(), image.getHeight());
      to.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      to.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      to.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      to.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      to.scale(scale, scale);
      painter.accept(to);
    } finally {
      to.dispose();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Paints an SVG element. */
  static String svg(
      String title, String prefix, double width, double height, Consumer<Graphics2D> painter) {
    SvgBuilder text = new SvgBuilder(prefix);
    painter.accept(new SvgGraphics(text));
    return text.element(title, width, height);
  }

  static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes the file and creates missing parent folders. */
  static void write(Path file, byte[] bytes) {
    try {
      AtomicFile.write(file, out -> out.write(bytes));
    } catch (FileWriteException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
