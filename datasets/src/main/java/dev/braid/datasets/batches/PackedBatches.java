package dev.braid.datasets.batches;

import dev.braid.Batch;
import dev.braid.BatchSource;
import dev.braid.internal.data.feeds.Shuffle;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/** Batches of pictures that are unpacked when they are asked for. */
public final class PackedBatches implements BatchSource {
  private final IntFunction<float[][][]> picture;
  private final int[] labels;
  private final int batchSize;
  private final Long seed;
  private int[] order;
  private int epoch;

  /**
   * Batches in the samples' order.
   *
   * @param picture unpacks a sample
   * @param labels the class of each sample
   * @param batchSize how many samples a batch has
   */
  public PackedBatches(IntFunction<float[][][]> picture, int[] labels, int batchSize) {
    this(picture, labels, batchSize, null);
  }

  private PackedBatches(IntFunction<float[][][]> picture, int[] labels, int batchSize, Long seed) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize must be 1 or more, received " + batchSize);
    }
    this.picture = picture;
    this.labels = labels;
    this.batchSize = batchSize;
    this.seed = seed;
    sort();
  }

  /** The same in an order by chance, another one in every epoch. */
  public PackedBatches shuffled(long start) {
    return new PackedBatches(picture, labels, batchSize, start);
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
    Arrays.setAll(images, place -> picture.apply(rows[place]));
    return Batch.of(images, RowPicker.take(labels, rows));
  }

  @Override
  public void onEpochEnd() {
    epoch++;
    sort();
  }
}
