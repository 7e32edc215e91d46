package dev.braid.engine.fast;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads that all of Braid's own loops share, one a core, the caller's among them.
 *
 * <p>To wake a thread takes some 40 us, as long as a small layer's work. So a thread that has
 * nothing to do looks out for more for a little while before it sleeps, and a caller does not wait
 * for one that is still waking up: whoever is there takes the next piece.
 */
public final class Workers {
  /** How many threads there are. */
  public static final int COUNT = Math.max(1, Runtime.getRuntime().availableProcessors());

  /** So long a thread looks out for more work. */
  private static final long LOOKOUT_NANOS = 40_000;

  /** So long a caller looks out for the last piece before it sleeps between looks. */
  private static final long PATIENCE_NANOS = 200_000;

  private static final long NAP_NANOS = 50_000;

  /** Pieces for each thread where they may be small: one that comes late has less to do. */
  private static final int PIECES = 4;

  /** Grows where the cores are wanted for something else. */
  private static final AtomicInteger RESTS = new AtomicInteger();

  private static final Worker[] THREADS = start();

  private Workers() {}

  /** Work on the elements [from, to). */
  @FunctionalInterface
  public interface Range {
    void run(int from, int to);
  }

  private static Worker[] start() {
    Worker[] threads = new Worker[COUNT - 1];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Worker("braid-kernels-" + (i + 1));
      threads[i].start();
    }
    return threads;
  }

  /**
   * Shares out [0, length) in one part a thread, of at least {@code least} elements, and waits for
   * all of them.
   */
  public static void share(int length, int least, Range work) {
    int parts = parts(length, least);
    if (parts < 2) {
      work.run(0, length);
    } else {
      run(new Job(work, length, parts), parts);
    }
  }

  /** The same in smaller pieces, for work that is as fast in pieces. */
  public static void shareFinely(int length, int least, Range work) {
    int parts = parts(length, least);
    if (parts < 2) {
      work.run(0, length);
    } else {
      run(new Job(work, length, Math.min(parts * PIECES, length)), parts);
    }
  }

  private static int parts(int length, int least) {
    // work that a thread of these shared out again could only wait for itself
    return Thread.currentThread() instanceof Worker
        ? 1
        : Math.min(COUNT, length / Math.max(1, least));
  }

  private static void run(Job job, int parts) {
    int asked = 1;
    for (int i = 0; i < THREADS.length && asked < parts; i++) {
      if (THREADS[i].offer(job)) {
        asked++;
      }
    }
    job.run();
    job.await();
  }

  /** Lets threads that look out for work sleep at once, since others need the cores. */
  static void rest() {
    if (COUNT > 1) {
      RESTS.incrementAndGet();
    }
  }

  /** Pieces of work that are taken one after the other. */
  private static final class Job {
    private final Range work;
    private final int length;
    private final int pieces;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Job(Range work, int length, int pieces) {
      this.work = work;
      this.length = length;
      this.pieces = pieces;
    }

    void run() {
      for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
        try {
          work.run(bound(piece), bound(piece + 1));
        } catch (RuntimeException | Error e) {
          failure.compareAndSet(null, e);
        }
        done.incrementAndGet();
      }
    }

    private int bound(int number) {
      return (int) ((long) length * number / pieces);
    }

    void await() {
      if (done.get() < pieces) {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (done.get() < pieces) {
          if (System.nanoTime() < until) {
            Thread.onSpinWait();
          } else {
            LockSupport.parkNanos(this, NAP_NANOS);
          }
        }
      }
      Throwable thrown = failure.get();
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown != null) {
        throw (RuntimeException) thrown;
      }
    }
  }

  /** A thread that takes one job at a time. */
  private static final class Worker extends Thread {
    private final AtomicReference<Job> job = new AtomicReference<>();
    private volatile boolean asleep;

    Worker(String name) {
      super(name);
      setDaemon(true);
    }

    /** Takes a job if there is none. */
    boolean offer(Job offered) {
      if (!job.compareAndSet(null, offered)) {
        return false;
      }
      if (asleep) {
        LockSupport.unpark(this);
      }
      return true;
    }

    @Override
    public void run() {
      while (true) {
        Job taken = job.get();
        if (taken == null) {
          taken = lookOut();
        }
        taken.run();
        job.set(null);
      }
    }

    private Job lookOut() {
      int before = RESTS.get();
      long until = System.nanoTime() + LOOKOUT_NANOS;
      while (RESTS.get() == before && System.nanoTime() < until) {
        Job found = job.get();
        if (found != null) {
          return found;
        }
        Thread.onSpinWait();
      }
      asleep = true;
      Job found = job.get();
      while (found == null) {
        LockSupport.park(this);
        found = job.get();
      }
      asleep = false;
      return found;
    }
  }
}
