package dev.braid.data.feeds;

import dev.braid.StructureException;
import dev.braid.data.Feed;
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
import java.util.function.IntFunction;

/**
 * Makes batches in the background, a few ahead of their use and in order.
 *
 * <p>What goes wrong with a batch reaches the caller when that batch is due.
 */
final class Readahead implements Feed.Pass {
  private static final long PATIENCE_SECONDS = 5;

  /** More threads than this are never started, whatever the option says. */
  private static final int MOST_WORKERS = 256;

  private final IntFunction<Minibatch> maker;
  private final int total;
  private final int window;
  private final Runnable atEnd;
  private final ExecutorService threads;
  private final Deque<Future<Minibatch>> ahead = new ArrayDeque<>();
  private int asked;
  private int given;
  private Minibatch next;
  private boolean over;

  /**
   * Begins to read.
   *
   * @param maker makes the batch of a place from 0, or null after the last
   * @param total how many there are, or -1 when null will tell
   * @param workers how many threads; with more than one the maker is called by several at once
   * @param atEnd is told when the last batch was given
   */
  Readahead(IntFunction<Minibatch> maker, int total, int workers, Runnable atEnd) {
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
      int place = asked++;
      ahead.add(threads.submit(() -> maker.apply(place)));
    }
  }

  @Override
  public boolean hasNext() {
    if (next == null && !over) {
      next = advance();
      if (next == null) {
        close();
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
    Minibatch batch = next;
    next = null;
    return batch;
  }

  private Minibatch advance() {
    Future<Minibatch> first = ahead.poll();
    if (first == null) {
      return null;
    }
    given++;
    try {
      Minibatch batch = first.get();
      if (batch != null) {
        fill();
      }
      return batch;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new IllegalStateException("interrupted while waiting for batch " + given, e);
    } catch (ExecutionException e) {
      close();
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

  // a batch that is being read is waited for, as an interrupt would break the files it reads;
  // a caller that is interrupted itself waits for nothing
  @Override
  public void close() {
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
