package dev.braid.data.feeds;

import dev.braid.StructureException;
import dev.braid.data.DataLoader;
import dev.braid.data.Minibatch;
import dev.braid.data.UnreadableBatch;
import dev.braid.engine.threads.SideThread;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Makes batches in the background, a few ahead of their use and in order.
 *
 * <p>What goes wrong with a batch reaches the caller when that batch is due.
 */
final class Readahead implements DataLoader.Pass<Minibatch> {
  private static final long PATIENCE_SECONDS = 5;

  /** More threads than this are never started, whatever the option says. */
  private static final int MOST_WORKERS = 256;

  private final Maker maker;
  private final int total;
  private final int window;
  private final Runnable atEnd;
  private final ExecutorService threads;
  private final Deque<Future<Placed>> ahead = new ArrayDeque<>();
  private int asked;
  private int given;
  private Placed next;
  private Placed current;
  private boolean over;

  /** Makes batches. */
  @FunctionalInterface
  interface Maker {
    /**
     * Makes a batch.
     *
     * @param number counts from 0
     * @param places where it is written
     * @return null after the last
     */
    Minibatch make(int number, Places places);
  }

  /** A batch and the memory that it lies in. */
  private record Placed(Minibatch batch, Places places) {}

  /**
   * Begins to read.
   *
   * @param maker makes the batches
   * @param total how many there are, or -1 when null will tell
   * @param workers how many threads; with more than one the maker is called by several at once
   * @param atEnd is told when the last batch was given
   */
  Readahead(Maker maker, int total, int workers, Runnable atEnd) {
    this.maker = maker;
    this.total = total;
    int count = Math.min(workers, MOST_WORKERS);
    this.window = count + 1;
    this.atEnd = atEnd;
    this.threads = Executors.newFixedThreadPool(count, task -> new SideThread(task, "braid-data"));
    fill();
  }

  private void fill() {
    while (ahead.size() < window && (total < 0 || asked < total)) {
      int number = asked++;
      ahead.add(threads.submit(() -> make(number)));
    }
  }

  private Placed make(int number) {
    Places places = Places.borrow();
    Minibatch batch = maker.make(number, places);
    return batch == null ? null : new Placed(batch, places);
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
    giveBack();
    current = next;
    next = null;
    return current.batch;
  }

  /** The batch before is done with when the next one is asked for. */
  private void giveBack() {
    if (current != null) {
      current.places.giveBack();
      current = null;
    }
  }

  private Placed advance() {
    Future<Placed> first = ahead.poll();
    if (first == null) {
      return null;
    }
    given++;
    try {
      Placed placed = first.get();
      if (placed != null) {
        fill();
      }
      return placed;
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
    return new UnreadableBatch(given, cause);
  }

  @Override
  public void close() {
    end();
    giveBack();
  }

  // a batch that is being read is waited for, as an interrupt would break the files it reads;
  // a caller that is interrupted itself waits for nothing
  private void end() {
    over = true;
    ahead.forEach(batch -> batch.cancel(false));
    ahead.clear();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
