package dev.braid.datasets.batches;

import dev.braid.Batch;
import dev.braid.BatchSource;
import dev.braid.internal.data.feeds.Shuffle;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Batches of arrays in memory, for wrappers of batches; every method returns a changed copy. */
public final class ArrayBatches implements BatchSource {
  private final Map<String, Object> x;
  private final Map<String, Object> y;
  private final boolean named;
  private final int batchSize;
  private final @Nullable Long seed;
  private int[] order = {};
  private int epoch;

  private ArrayBatches(
      Map<String, Object> x,
      Map<String, Object> y,
      boolean named,
      int batchSize,
      @Nullable Long seed) {
    this.x = x;
    this.y = y;
    this.named = named;
    this.batchSize = batchSize;
    this.seed = seed;
    sort();
  }

  /** Batches of 32 of one input and one target, in their order; {@code y} null for none. */
  public static ArrayBatches of(Object x, @Nullable Object y) {
    return checked(Map.of("", x), y == null ? Map.of() : Map.of("", y), false);
  }

  /** Batches of 32 of named inputs and targets, in their order. */
  public static ArrayBatches of(Map<String, ?> x, Map<String, ?> y) {
    return checked(new LinkedHashMap<>(x), new LinkedHashMap<>(y), true);
  }

  private static ArrayBatches checked(Map<String, Object> x, Map<String, Object> y, boolean named) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    x.forEach((name, array) -> counts.put("input " + name, RowPicker.count(array)));
    y.forEach((name, array) -> counts.put("target " + name, RowPicker.count(array)));
    if (counts.values().stream().distinct().count() != 1 || counts.containsValue(0)) {
      throw new IllegalArgumentException(
          "expected the same number of samples in all arrays, at least one; received " + counts);
    }
    return new ArrayBatches(x, y, named, 32, null);
  }

  /** Sets the number of samples in a batch. */
  public ArrayBatches batchSize(int samples) {
    if (samples < 1) {
      throw new IllegalArgumentException("batchSize must be 1 or more, received " + samples);
    }
    return new ArrayBatches(x, y, named, samples, seed);
  }

  /** Shuffles the samples, in another order in every epoch. */
  public ArrayBatches shuffled(long start) {
    return new ArrayBatches(x, y, named, batchSize, start);
  }

  private void sort() {
    order = new int[RowPicker.count(x.values().iterator().next())];
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
    Map<String, Object> inputs = RowPicker.take(x, rows);
    Map<String, Object> targets = RowPicker.take(y, rows);
    return named
        ? Batch.of(inputs, targets)
        : Batch.of(inputs.values().iterator().next(), targets.get(""));
  }

  @Override
  public void onEpochEnd() {
    epoch++;
    sort();
  }
}
