package dev.braid.datasets.batches;

import dev.braid.Batch;
import dev.braid.BatchSource;
import dev.braid.internal.data.feeds.Shuffle;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Batches of images that are unpacked on request. */
public final class PackedBatches implements BatchSource {
  private final IntFunction<float[][][]> image;
  private final int[] labels;
  private final int batchSize;
  private final @Nullable Long seed;
  private int[] order = {};
  private int epoch;

  /**
   * Batches in the samples' order.
   *
   * @param image unpacks a sample
   * @param labels the class of each sample
   * @param batchSize the number of samples in a batch
   */
  public PackedBatches(IntFunction<float[][][]> image, int[] labels, int batchSize) {
    this(image, labels, batchSize, null);
  }

  private PackedBatches(
      IntFunction<float[][][]> image, int[] labels, int batchSize, @Nullable Long seed) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize must be 1 or more, received " + batchSize);
    }
    this.image = image;
    this.labels = labels;
    this.batchSize = batchSize;
    this.seed = seed;
    sort();
  }

  /** A copy in a random order, which changes in every epoch. */
  public PackedBatches shuffled(long start) {
    return new PackedBatches(image, labels, batchSize, start);
  }

  private void sort() {
    order = new int[labels.length];
    Arrays.setAll(order, row -> row);
    if (seed != null) {
      Shuffle.inPlace(order, new SplittableRandom(seed + epoch));
    }
  }

  @Override
  public int size() {
    return (int) (((long) order.length + batchSize - 1) / batchSize);
  }

  @Override
  public Batch get(int index) {
    int from = index * batchSize;
    int to = (int) Math.min(order.length, (long) from + batchSize);
    int[] rows = Arrays.copyOfRange(order, from, to);
    float[][][][] images = new float[rows.length][][][];
    Arrays.setAll(images, place -> image.apply(rows[place]));
    return Batch.of(images, RowPicker.take(labels, rows));
  }

  @Override
  public void onEpochEnd() {
    epoch++;
    sort();
  }
}
