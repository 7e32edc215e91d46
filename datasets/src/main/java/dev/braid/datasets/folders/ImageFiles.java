package dev.braid.datasets.folders;

import dev.braid.internal.saving.archive.HeapCheck;
import dev.braid.internal.text.ByteCount;
import dev.braid.saving.FileFormatException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Decodes images into arrays of height, width and channels, with values from 0 to 255. */
public final class ImageFiles {
  /** The maximum size of a decoded image in bytes: 134 million pixels. */
  private static final long MOST_BYTES = 1L << 29;

  /** Larger images are decoded one at a time, since each uses much memory. */
  private static final long LARGE = 1L << 26;

  /** The size of a decoded pixel in bytes. */
  private static final int PIXEL_BYTES = 4;

  /** The overhead of a pixel in nested arrays: its header and its reference. */
  private static final int NEST_BYTES = 20;

  private static final Object ONE_AT_A_TIME = new Object();

  static {
    // The files are on the disk; a second copy only costs time.
    ImageIO.setUseCache(false);
  }

  private ImageFiles() {}

  /**
   * Reads an image.
   *
   * @param channels 1 for brightness, 3 for colours, 4 for colours and opacity
   * @throws FileFormatException if the file is not an image that Java reads, or requires more
   *     memory than available
   */
  public static float[][][] read(Path file, int channels) throws IOException {
    double pixel = NEST_BYTES + (double) Float.BYTES * channels;
    return decode(
        file,
        channels,
        rows -> {
          HeapCheck.require(file.toString(), pixel * rows.width() * rows.height());
          return rows.nested();
        });
  }

  /** A function of the rows of a decoded image. */
  interface Use<T> {
    /** Computes the result; the rows must not be kept. */
    T of(PixelRows rows) throws IOException;
  }

  /** Decodes a file, if memory allows the size in its header. */
  static <T> T decode(Path file, int channels, Use<T> use) throws IOException {
    String name = file.toString();
    try (InputStream raw = Files.newInputStream(file);
        ImageInputStream in = ImageIO.createImageInputStream(raw)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new FileFormatException(
            name, "is not an image that Java reads", "Save it as PNG, JPEG, BMP or GIF.");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        long bytes = (long) PIXEL_BYTES * reader.getWidth(0) * reader.getHeight(0);
        checkSize(reader, name, bytes);
        PngChecksums.check(file);
        if (bytes < LARGE) {
          return use.of(new DecodedImage(reader.read(0), channels));
        }
        synchronized (ONE_AT_A_TIME) {
          HeapCheck.require(name, bytes);
          return use.of(new DecodedImage(reader.read(0), channels));
        }
      } finally {
        reader.dispose();
      }
    } catch (FileFormatException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      if (!Files.isReadable(file)) {
        throw e;
      }
      // The decoders throw unchecked exceptions for some damaged files.
      throw FileFormatException.damaged(name, "it cannot be decoded (" + e.getMessage() + ")", e);
    }
  }

  private static void checkSize(ImageReader reader, String name, long bytes) throws IOException {
    if (bytes > MOST_BYTES) {
      throw new FileFormatException(
          name,
          "has "
              + reader.getWidth(0)
              + " x "
              + reader.getHeight(0)
              + " pixels, more than the "
              + ByteCount.text(MOST_BYTES)
              + " of memory that an image may take",
          "Make it smaller, or split it.");
    }
  }

  /** The pixels of a decoded image. */
  public static float[][][] pixels(BufferedImage image, int channels) {
    return new DecodedImage(image, channels).nested();
  }
}
