package dev.braid.internal.data.feeds;

import dev.braid.StructureException;
import dev.braid.internal.data.BatchReadException;
import dev.braid.internal.data.DataLoader;
import dev.braid.internal.data.Minibatch;
import dev.braid.internal.threads.BackgroundThread;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Prepares batches in the background, a few ahead of their use and in order.
 *
 * <p>The failure of a batch is thrown when that batch is requested.
 */
final class PrefetchingIterator implements DataLoader.BatchIterator<Minibatch> {
  private static final long TIMEOUT_SECONDS = 5;

  /** The most threads that are started. */
  private static final int MOST_WORKERS = 256;

  private final Preparation preparation;
  private final int total;
  private final int window;
  private final Runnable atEnd;
  private final ExecutorService threads;
  private final Deque<Future<Prepared>> ahead = new ArrayDeque<>();
  private int asked;
  private int given;
  private Prepared next;
  private Prepared current;
  private boolean over;

  /** Prepares batches. */
  @FunctionalInterface
  interface Preparation {
    /**
     * Prepares a batch.
     *
     * @param number counts from 0
     * @param buffers where it is written
     * @return null after the last
     */
    Minibatch prepare(int number, BatchBuffers buffers);
  }

  /** A batch and its memory. */
  private record Prepared(Minibatch batch, BatchBuffers buffers) {}

  /**
   * Begins to prepare batches.
   *
   * @param preparation prepares a batch
   * @param total the number of batches, or -1 where null ends them
   * @param workers the number of threads; more than one call the preparation at the same time
   * @param atEnd runs when the last batch was used
   */
  PrefetchingIterator(Preparation preparation, int total, int workers, Runnable atEnd) {
    this.preparation = preparation;
    this.total = total;
    int count = Math.min(workers, MOST_WORKERS);
    this.window = count + 1;
    this.atEnd = atEnd;
    this.threads =
        Executors.newFixedThreadPool(count, task -> new BackgroundThread(task, "braid-data"));
    fill();
  }

  private void fill() {
    while (ahead.size() < window && (total < 0 || asked < total)) {
      int number = asked++;
      ahead.add(threads.submit(() -> prepare(number)));
    }
  }

  private Prepared prepare(int number) {
    BatchBuffers buffers = BatchBuffers.acquire();
    Minibatch batch = preparation.prepare(number, buffers);
    return batch == null ? null : new Prepared(batch, buffers);
  }

  @Override
  public boolean hasNext() {
    if (next == null && !over) {
      next = advance();
      if (next == null) {
        end();
        atEnd.run();
      }
    }
    return next != null;
  }

  @Override
  public Minibatch next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    release();
    current = next;
    next = null;
    return current.batch;
  }

  /** The previous batch is not used any more when the next one is requested. */
  private void release() {
    if (current != null) {
      current.buffers.release();
      current = null;
    }
  }

  private Prepared advance() {
    Future<Prepared> first = ahead.poll();
    if (first == null) {
      return null;
    }
    given++;
    try {
      Prepared prepared = first.get();
      if (prepared != null) {
        fill();
      }
      return prepared;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end();
      throw new IllegalStateException("interrupted while waiting for batch " + given, e);
    } catch (ExecutionException e) {
      end();
      throw told(e.getCause());
    }
  }

  private RuntimeException told(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof StructureException structure) {
      return structure;
    }
    return new BatchReadException(given, cause);
  }

  @Override
  public void close() {
    end();
    release();
  }

  // a batch that is being read is waited for, as an interrupt would break the files it reads;
  // a caller that is interrupted itself waits for nothing
  private void end() {
    over = true;
    ahead.forEach(batch -> batch.cancel(false));
    ahead.clear();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
