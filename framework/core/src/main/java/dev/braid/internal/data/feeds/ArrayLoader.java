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

  /** Computes batches in the background, where they are not only copied. */
  private PrefetchingIterator ahead;

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

  /** All samples in their order. */
  public static ArrayLoader of(CheckedArrays arrays, int batchSize) {
    return new ArrayLoader(arrays, null, 0, arrays.samples(), batchSize, false, 0);
  }

  /** The same in another order in every pass. */
  public ArrayLoader shuffled(long seed) {
    return new ArrayLoader(arrays, rows, from, to, batchSize, true, seed);
  }

  /** The samples of a range only. */
  public ArrayLoader range(int from, int to) {
    return new ArrayLoader(arrays, null, from, to, batchSize, shuffle, seed);
  }

  /** These samples only. */
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
    if (arrays.x().isComputed() && steps() > 1) {
      close();
      ahead =
          new PrefetchingIterator(
              (batch, memory) -> batch(order, batch, memory), steps(), 1, () -> {});
      return ahead;
    }
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
        if (buffers == null) {
          buffers = BatchBuffers.acquire();
        }
        return batch(order, next++, buffers);
      }

      @Override
      public void close() {
        next = steps();
      }
    };
  }

  /** A batch, counted from 0. */
  private Minibatch batch(int[] order, int number, BatchBuffers memory) {
    int start = from + number * batchSize;
    int end = (int) Math.min((long) start + batchSize, to);
    // a shuffled order begins at 0, wherever its samples are
    int shift = order == null || order == rows ? 0 : from;
    return arrays.batch(order, start - shift, end - shift, number + 1, memory.begin());
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
    if (ahead != null) {
      ahead.close();
      ahead = null;
    }
    if (buffers != null) {
      buffers.release();
      buffers = null;
    }
  }
}
