package dev.braid.datasets;

import dev.braid.datasets.batches.PackedBatches;
import dev.braid.datasets.formats.ByteImages;
import dev.braid.internal.shapes.Sizes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Many images, stored as their published bytes, and the class of each.
 *
 * <p>As nested arrays they would use about thirty times as much memory; {@link #batches} unpacks
 * them a batch at a time, with values from 0 to 1.
 *
 * @param pixels image by image, channel by channel, row by row
 * @param height the number of rows of an image
 * @param width the number of columns of an image
 * @param channels 1 for grey, 3 for colours
 * @param labels the class of each sample
 * @param classNames the names of the classes
 */
public record PackedImages(
    byte[] pixels, int height, int width, int channels, int[] labels, List<String> classNames) {
  public PackedImages {
    classNames = List.copyOf(classNames);
    SampleCountCheck.sameCount(
        (int) (pixels.length / Sizes.product(height, width, channels)), labels.length);
  }

  /** The number of samples. */
  public int size() {
    return labels.length;
  }

  /** The class name of a sample. */
  public String className(int sample) {
    return classNames.get(labels[sample]);
  }

  /** An image: height, width, channels; from 0 to 1. */
  public float[][][] image(int sample) {
    return ByteImages.planes(pixels, sample * height * width * channels, channels, height, width);
  }

  /** Batches of images and labels, in their order unless {@code shuffled}. */
  public PackedBatches batches(int batchSize) {
    return new PackedBatches(this::image, labels, batchSize);
  }

  /** The first images as nested arrays. */
  public Images first(int count) {
    int[] rows = IntStream.range(0, Math.min(count, size())).toArray();
    float[][][][] images = new float[rows.length][][][];
    for (int row : rows) {
      images[row] = image(row);
    }
    return new Images(images, Arrays.copyOf(labels, rows.length), classNames);
  }

  /** All images as nested arrays, if memory allows. */
  public Images unpacked() {
    return first(size());
  }
}
