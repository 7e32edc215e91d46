package dev.braid.plots;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.files.AtomicFile;
import dev.braid.files.FileWriteException;
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

/** What all picture files share: the format by extension, pixels at twice the size, writing. */
final class PictureFile {
  private static final double SCALE = 2;

  /** Beyond this many pixels a picture is drawn smaller: viewers and memory have limits. */
  private static final double MOST_PIXELS = 60e6;

  private PictureFile() {}

  /** The extension in lower case, one of those supported. */
  static String kind(Path file, String call, List<String> supported) {
    Path last = file.getFileName();
    String name = last == null ? "" : last.toString();
    String kind = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (!name.contains(".") || !supported.contains(kind)) {
      throw StructureException.of(
          call + " can't tell the format",
          new Problem(
              "option",
              "file",
              "a name that ends with " + oneOf(supported),
              "got \"" + name + "\"",
              "Rename the file to the format you want."));
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

  /** Paints into a PNG of twice the size. */
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

  /** Paints into an SVG element. */
  static String svg(
      String title, String prefix, double width, double height, Consumer<Graphics2D> painter) {
    SvgText text = new SvgText(prefix);
    painter.accept(new SvgGraphics(text));
    return text.element(title, width, height);
  }

  static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes the file and the folders above it. */
  static void write(Path file, byte[] bytes) {
    try {
      AtomicFile.write(file, out -> out.write(bytes));
    } catch (FileWriteException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
