package dev.braid.datasets.folders;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/** A decoded image as rows of numbers from 0 to 255. */
final class DecodedImage implements PixelRows {
  private static final int OPAQUE = 255;

  private final BufferedImage image;
  private final int channels;
  private final boolean gray;
  private final int[] line;

  /**
   * Creates an image with a number of channels.
   *
   * @param channels 1 for brightness, 3 for colors, 4 for colors and opacity
   */
  DecodedImage(BufferedImage image, int channels) {
    this.image = image;
    this.channels = channels;
    this.gray = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    this.line = new int[image.getWidth()];
  }

  @Override
  public int height() {
    return image.getHeight();
  }

  @Override
  public int width() {
    return image.getWidth();
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public void read(int row, float[] into) {
    if (gray) {
      readGray(row, into);
      return;
    }
    image.getRGB(0, row, line.length, 1, line, 0, line.length);
    for (int x = 0; x < line.length; x++) {
      int pixel = line[x];
      fill(into, x, pixel >> 16 & 0xff, pixel >> 8 & 0xff, pixel & 0xff);
      if (channels == 4) {
        into[x * channels + 3] = pixel >>> 24;
      }
    }
  }

  /** Reads gray values as stored: getRGB would treat them as linear light and brighten them. */
  private void readGray(int row, float[] into) {
    Raster raster = image.getRaster();
    int bits = image.getColorModel().getComponentSize(0);
    float scale = 255f / ((1 << bits) - 1);
    boolean hasOpacity = raster.getNumBands() > 1;
    for (int x = 0; x < line.length; x++) {
      float value = raster.getSample(x, row, 0) * scale;
      fill(into, x, value, value, value);
      if (channels == 4) {
        into[x * channels + 3] = hasOpacity ? raster.getSample(x, row, 1) * scale : OPAQUE;
      }
    }
  }

  private void fill(float[] into, int x, float red, float green, float blue) {
    if (channels == 1) {
      boolean same = red == green && green == blue;
      // the weights of luma, as in all decoders
      into[x] = same ? red : Math.round(0.299f * red + 0.587f * green + 0.114f * blue);
      return;
    }
    int at = x * channels;
    into[at] = red;
    into[at + 1] = green;
    into[at + 2] = blue;
  }
}
