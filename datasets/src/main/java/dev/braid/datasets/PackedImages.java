package dev.braid.datasets;

import dev.braid.datasets.batches.PackedBatches;
import dev.braid.datasets.formats.ByteImages;
import dev.braid.internal.shapes.Sizes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Many pictures, kept as the bytes that they were published as, and the class of each.
 *
 * <p>As nested arrays they would take some thirty times as much memory; {@link #batches} unpacks
 * them a batch at a time, with values from 0 to 1.
 *
 * @param pixels picture by picture, in it channel by channel, in it row by row
 * @param height how many rows a picture has
 * @param width how many columns a picture has
 * @param channels 1 for grey, 3 for colours
 * @param labels the class of each sample
 * @param classNames what the classes are called
 */
public record PackedImages(
    byte[] pixels, int height, int width, int channels, int[] labels, List<String> classNames) {
  public PackedImages {
    classNames = List.copyOf(classNames);
    Parts.sameCount((int) (pixels.length / Sizes.product(height, width, channels)), labels.length);
  }

  /** How many samples there are. */
  public int size() {
    return labels.length;
  }

  /** What the class of a sample is called. */
  public String className(int sample) {
    return classNames.get(labels[sample]);
  }

  /** One picture: height, width, channels; from 0 to 1. */
  public float[][][] image(int sample) {
    return ByteImages.planes(pixels, sample * height * width * channels, channels, height, width);
  }

  /** Batches of pictures and labels, in their order unless {@code shuffled}. */
  public PackedBatches batches(int batchSize) {
    return new PackedBatches(this::image, labels, batchSize);
  }

  /** The first pictures as nested arrays. */
  public Images first(int count) {
    int[] rows = IntStream.range(0, Math.min(count, size())).toArray();
    float[][][][] images = new float[rows.length][][][];
    for (int row : rows) {
      images[row] = image(row);
    }
    return new Images(images, Arrays.copyOf(labels, rows.length), classNames);
  }

  /** All pictures as nested arrays, where there is memory for them. */
  public Images unpacked() {
    return first(size());
  }
}
