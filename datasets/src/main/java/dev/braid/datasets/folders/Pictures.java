package dev.braid.datasets.folders;

import dev.braid.saving.FileFormatException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Decodes pictures into arrays of height, width and channels, with values from 0 to 255. */
public final class Pictures {
  private static final int OPAQUE = 255;

  static {
    // The files are on the disk already; a second copy there only costs time.
    ImageIO.setUseCache(false);
  }

  private Pictures() {}

  /**
   * Reads a picture.
   *
   * @param channels 1 for brightness, 3 for colours, 4 for colours and opacity
   * @throws FileFormatException where the file is no picture that Java reads
   */
  public static float[][][] read(Path file, int channels) throws IOException {
    String name = file.toString();
    BufferedImage picture;
    try (InputStream in = Files.newInputStream(file)) {
      picture = ImageIO.read(in);
    } catch (IOException | RuntimeException e) {
      if (!Files.isReadable(file)) {
        throw e;
      }
      // The decoders answer some damaged files with unchecked exceptions.
      throw FileFormatException.damaged(name, "it cannot be decoded (" + e.getMessage() + ")", e);
    }
    if (picture == null) {
      throw new FileFormatException(
          name, "is no picture that Java reads", "Save it as PNG, JPEG, BMP or GIF.");
    }
    return pixels(picture, channels);
  }

  /** The pixels of a decoded picture. */
  public static float[][][] pixels(BufferedImage picture, int channels) {
    float[][][] pixels = new float[picture.getHeight()][picture.getWidth()][channels];
    if (picture.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
      fillGray(pixels, picture, channels);
      return pixels;
    }
    int[] line = new int[picture.getWidth()];
    for (int y = 0; y < pixels.length; y++) {
      picture.getRGB(0, y, line.length, 1, line, 0, line.length);
      for (int x = 0; x < line.length; x++) {
        fill(pixels[y][x], line[x] >> 16 & 0xff, line[x] >> 8 & 0xff, line[x] & 0xff);
        if (channels == 4) {
          pixels[y][x][3] = line[x] >>> 24;
        }
      }
    }
    return pixels;
  }

  /** Grey is read as it is stored: getRGB would take it for linear light and brighten it. */
  private static void fillGray(float[][][] pixels, BufferedImage picture, int channels) {
    Raster raster = picture.getRaster();
    int bits = picture.getColorModel().getComponentSize(0);
    float scale = 255f / ((1 << bits) - 1);
    boolean hasOpacity = raster.getNumBands() > 1;
    for (int y = 0; y < pixels.length; y++) {
      for (int x = 0; x < pixels[y].length; x++) {
        float gray = raster.getSample(x, y, 0) * scale;
        fill(pixels[y][x], gray, gray, gray);
        if (channels == 4) {
          pixels[y][x][3] = hasOpacity ? raster.getSample(x, y, 1) * scale : OPAQUE;
        }
      }
    }
  }

  private static void fill(float[] pixel, float red, float green, float blue) {
    if (pixel.length == 1) {
      boolean gray = red == green && green == blue;
      // The weights of television's luma, as all decoders use them.
      pixel[0] = gray ? red : Math.round(0.299f * red + 0.587f * green + 0.114f * blue);
      return;
    }
    pixel[0] = red;
    pixel[1] = green;
    pixel[2] = blue;
  }
}
