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
 * <p>If preparing a batch failed, the exception is thrown when that batch is requested.
 */
final class PrefetchingIterator implements DataLoader.BatchIterator<Minibatch> {
  private static final long TIMEOUT_SECONDS = 5;

  /** The maximum number of threads. */
  private static final int MAX_WORKERS = 256;

  private final Preparation preparation;
  private final int total;
  private final int window;
  private final Runnable atEnd;
  private final ExecutorService threads;
  private final Deque<Future<Prepared>> pending = new ArrayDeque<>();
  private int submitted;
  private int returned;
  private Prepared next;
  private Prepared current;
  private boolean ended;

  /** The preparation of batches. */
  @FunctionalInterface
  interface Preparation {
    /**
     * Prepares a batch.
     *
     * @param index the batch's index, from 0
     * @param buffers the memory for the batch
     * @return the batch, or null after the last one
     */
    Minibatch prepare(int index, BatchBuffers buffers);
  }

  /** A batch and its memory. */
  private record Prepared(Minibatch batch, BatchBuffers buffers) {}

  /**
   * Begins to prepare batches.
   *
   * @param preparation the preparation of a batch
   * @param total the number of batches, or -1 if the preparation returns null at the end
   * @param workers the number of threads, which call the preparation at the same time
   * @param atEnd the code to run after the last batch was used
   */
  PrefetchingIterator(Preparation preparation, int total, int workers, Runnable atEnd) {
    this.preparation = preparation;
    this.total = total;
    int count = Math.min(workers, MAX_WORKERS);
    this.window = count + 1;
    this.atEnd = atEnd;
    this.threads =
        Executors.newFixedThreadPool(count, task -> new BackgroundThread(task, "braid-data"));
    fill();
  }

  private void fill() {
    while (pending.size() < window && (total < 0 || submitted < total)) {
      int index = submitted++;
      pending.add(threads.submit(() -> prepare(index)));
    }
  }

  private Prepared prepare(int index) {
    BatchBuffers buffers = BatchBuffers.acquire();
    Minibatch batch = preparation.prepare(index, buffers);
    return batch == null ? null : new Prepared(batch, buffers);
  }

  @Override
  public boolean hasNext() {
    if (next == null && !ended) {
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

  /** Releases the previous batch, which is not used any more when the next one is requested. */
  private void release() {
    if (current != null) {
      current.buffers.release();
      current = null;
    }
  }

  private Prepared advance() {
    Future<Prepared> first = pending.poll();
    if (first == null) {
      return null;
    }
    returned++;
    try {
      Prepared prepared = first.get();
      if (prepared != null) {
        fill();
      }
      return prepared;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end();
      throw new IllegalStateException("interrupted while waiting for batch " + returned, e);
    } catch (ExecutionException e) {
      end();
      throw toRuntimeException(e.getCause());
    }
  }

  private RuntimeException toRuntimeException(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof StructureException structure) {
      return structure;
    }
    return new BatchReadException(returned, cause);
  }

  @Override
  public void close() {
    end();
    release();
  }

  // waits for a batch that is being read, since an interrupt would break the files that it reads;
  // an interrupted caller does not wait
  private void end() {
    ended = true;
    pending.forEach(batch -> batch.cancel(false));
    pending.clear();
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
