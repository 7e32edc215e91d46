package dev.braid.data.feeds;

import dev.braid.data.DataLoader;
import dev.braid.data.Minibatch;
import dev.braid.random.Seeds;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/** Batches cut from arrays, each good until the next one is asked for. */
public final class ArrayFeed implements DataLoader<Minibatch> {
  private final Columns columns;
  private final int[] rows;
  private final int from;
  private final int to;
  private final int batchSize;
  private final boolean shuffle;
  private final long seed;
  private Places places;

  private ArrayFeed(
      Columns columns, int[] rows, int from, int to, int batchSize, boolean shuffle, long seed) {
    this.columns = columns;
    this.rows = rows;
    this.from = from;
    this.to = to;
    this.batchSize = batchSize;
    this.shuffle = shuffle;
    this.seed = seed;
  }

  /** All samples in their order. */
  public static ArrayFeed of(Columns columns, int batchSize) {
    return new ArrayFeed(columns, null, 0, columns.samples(), batchSize, false, 0);
  }

  /** The same in another order in every pass. */
  public ArrayFeed shuffled(long seed) {
    return new ArrayFeed(columns, rows, from, to, batchSize, true, seed);
  }

  /** The samples of a range only. */
  public ArrayFeed range(int from, int to) {
    return new ArrayFeed(columns, null, from, to, batchSize, shuffle, seed);
  }

  /** These samples only. */
  public ArrayFeed rows(int... rows) {
    return new ArrayFeed(columns, rows.clone(), 0, rows.length, batchSize, shuffle, seed);
  }

  /** The number of samples in a pass. */
  public long samples() {
    return (long) to - from;
  }

  @Override
  public int steps() {
    return (int) ((samples() + batchSize - 1) / batchSize);
  }

  @Override
  public Pass<Minibatch> pass(int number) {
    int[] order = shuffle ? shuffled(number) : rows;
    return new Pass<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < steps();
      }

      @Override
      public Minibatch next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        int start = from + next * batchSize;
        int end = (int) Math.min((long) start + batchSize, to);
        next++;
        if (places == null) {
          places = Places.borrow();
        }
        Places now = places.begin();
        // an order of its own begins at 0, wherever its samples lie
        return order == null || order == rows
            ? columns.batch(order, start, end, next, now)
            : columns.batch(order, start - from, end - from, next, now);
      }

      @Override
      public void close() {
        next = steps();
      }
    };
  }

  private int[] shuffled(int pass) {
    int[] order = new int[to - from];
    for (int i = 0; i < order.length; i++) {
      order[i] = rows == null ? from + i : rows[i];
    }
    Shuffle.inPlace(order, new SplittableRandom(Seeds.mix(seed, pass)));
    return order;
  }

  @Override
  public void close() {
    if (places != null) {
      places.giveBack();
      places = null;
    }
  }
}
