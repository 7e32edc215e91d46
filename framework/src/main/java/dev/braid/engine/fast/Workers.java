package dev.braid.engine.fast;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that all of Braid's own loops share, one a core, the caller's among them. */
public final class Workers {
  /** How many threads there are. */
  public static final int COUNT = Math.max(1, Runtime.getRuntime().availableProcessors());

  private static final ExecutorService POOL = COUNT == 1 ? null : pool();

  private Workers() {}

  /** Work on the elements [from, to). */
  @FunctionalInterface
  public interface Range {
    void run(int from, int to);
  }

  private static ExecutorService pool() {
    AtomicInteger number = new AtomicInteger();
    return Executors.newFixedThreadPool(
        COUNT - 1,
        task -> {
          Thread thread = new Worker(task, "braid-kernels-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Known by its class: work that it would share out could only wait for itself. */
  private static final class Worker extends Thread {
    Worker(Runnable task, String name) {
      super(task, name);
    }
  }

  /**
   * Shares out [0, length) in parts of at least {@code least} elements and waits for all of them.
   *
   * <p>Waking a thread costs as much as some ten thousand additions, so small work stays here.
   */
  public static void share(int length, int least, Range work) {
    int parts = Math.min(COUNT, length / Math.max(1, least));
    if (parts < 2 || Thread.currentThread() instanceof Worker) {
      work.run(0, length);
      return;
    }
    List<CompletableFuture<Void>> others = new ArrayList<>();
    for (int i = 1; i < parts; i++) {
      int from = bound(length, parts, i);
      int to = bound(length, parts, i + 1);
      others.add(CompletableFuture.runAsync(() -> work.run(from, to), POOL));
    }
    RuntimeException failure = null;
    try {
      work.run(0, bound(length, parts, 1));
    } catch (RuntimeException e) {
      failure = e;
    }
    for (CompletableFuture<Void> other : others) {
      try {
        other.join();
      } catch (CompletionException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static int bound(int length, int parts, int number) {
    return (int) ((long) length * number / parts);
  }
}
