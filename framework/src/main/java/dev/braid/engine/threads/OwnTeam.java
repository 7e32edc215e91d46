package dev.braid.engine.threads;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads of Java, where there are none of OpenMP's.
 *
 * <p>To wake a thread takes some 40 us, as long as a small layer's work. So a thread that has
 * nothing to do looks out for more for a little while before it sleeps, and a caller does not wait
 * for one that is still waking up: whoever is there takes the next piece.
 */
final class OwnTeam implements Team {
  /** So long a thread looks out for more work. */
  private static final long LOOKOUT_NANOS = 40_000;

  /** So long a caller looks out for the last piece before it sleeps between looks. */
  private static final long PATIENCE_NANOS = 200_000;

  private static final long NAP_NANOS = 50_000;

  private final Worker[] threads;

  /** Grows where the cores are wanted for something else. */
  private final AtomicInteger rests = new AtomicInteger();

  OwnTeam(int size) {
    threads = new Worker[size - 1];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Worker("braid-kernels-" + (i + 1));
    }
    for (Worker thread : threads) {
      thread.start();
    }
  }

  @Override
  public int size() {
    return threads.length + 1;
  }

  @Override
  public boolean has(Thread thread) {
    return thread instanceof Worker;
  }

  @Override
  public void run(Job job, int wanted) {
    int asked = 1;
    for (int i = 0; i < threads.length && asked < wanted; i++) {
      if (threads[i].offer(job)) {
        asked++;
      }
    }
    job.run();
    await(job);
  }

  private static void await(Job job) {
    if (job.done()) {
      return;
    }
    long until = System.nanoTime() + PATIENCE_NANOS;
    while (!job.done()) {
      if (System.nanoTime() < until) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(job, NAP_NANOS);
      }
    }
  }

  @Override
  public void rest() {
    rests.incrementAndGet();
  }

  /** A thread that takes one job at a time. */
  private final class Worker extends Thread {
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
      int before = rests.get();
      long until = System.nanoTime() + LOOKOUT_NANOS;
      while (rests.get() == before && System.nanoTime() < until) {
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
