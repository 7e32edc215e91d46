package dev.braid.internal.data.feeds;

import dev.braid.internal.data.DataLoader;
import dev.braid.internal.data.Minibatch;
import dev.braid.internal.random.Seeds;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/** Loads batches from arrays. */
public final class ArrayLoader implements DataLoader<Minibatch> {
  private final CheckedArrays arrays;
  private final int[] rows;
  private final int from;
  private final int to;
  private final int batchSize;
  private final boolean shuffle;
  private final long seed;
  private BatchBuffers buffers;

  private ArrayLoader(
      CheckedArrays arrays,
      int[] rows,
      int from,
      int to,
      int batchSize,
      boolean shuffle,
      long seed) {
    this.arrays = arrays;
    this.rows = rows;
    this.from = from;
    this.to = to;
    this.batchSize = batchSize;
    this.shuffle = shuffle;
    this.seed = seed;
  }

  /** Returns a loader of all samples in order. */
  public static ArrayLoader of(CheckedArrays arrays, int batchSize) {
    return new ArrayLoader(arrays, null, 0, arrays.samples(), batchSize, false, 0);
  }

  /** Returns a loader of the same samples in another random order in every pass. */
  public ArrayLoader shuffled(long seed) {
    return new ArrayLoader(arrays, rows, from, to, batchSize, true, seed);
  }

  /** Returns a loader of a range of the samples. */
  public ArrayLoader range(int from, int to) {
    return new ArrayLoader(arrays, null, from, to, batchSize, shuffle, seed);
  }

  /** Returns a loader of the given samples. */
  public ArrayLoader rows(int... rows) {
    return new ArrayLoader(arrays, rows.clone(), 0, rows.length, batchSize, shuffle, seed);
  }

  @Override
  public int steps() {
    return (int) (((long) to - from + batchSize - 1) / batchSize);
  }

  @Override
  public BatchIterator<Minibatch> pass(int number) {
    int[] order = shuffle ? shuffled(number) : rows;
    return new BatchIterator<>() {
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
        if (buffers == null) {
          buffers = BatchBuffers.acquire();
        }
        // a shuffled order begins at 0, wherever its samples are in the arrays
        int shift = order == null || order == rows ? 0 : from;
        return arrays.batch(order, start - shift, end - shift, next, buffers.begin());
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
    if (buffers != null) {
      buffers.release();
      buffers = null;
    }
  }
}
