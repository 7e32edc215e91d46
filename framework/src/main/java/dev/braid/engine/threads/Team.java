package dev.braid.engine.threads;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that take part in jobs, together with the thread that brings one.
 *
 * <p>To wake a thread takes some 40 us, as long as a small layer's work. So a thread that has
 * nothing to do looks out for more for a little while before it sleeps. And a caller does not wait
 * for one that is still waking up, or whose core another program has: whoever is there takes the
 * next piece.
 */
final class Team {
  /** So long a thread looks out for more work. */
  private static final long LOOKOUT_NANOS = 200_000;

  /** So long a caller looks out for the last piece before it sleeps between looks. */
  private static final long PATIENCE_NANOS = 200_000;

  private static final long NAP_NANOS = 50_000;

  private final Worker[] threads;

  /** Grows where the cores are wanted for something else. */
  private final AtomicInteger rests = new AtomicInteger();

  /** So many threads, the one that brings a job among them. */
  Team(int size) {
    threads = new Worker[size - 1];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Worker(i + 1);
    }
    for (Worker thread : threads) {
      thread.start();
    }
  }

  /**
   * The group that all others are in.
   *
   * <p>These threads serve the whole process, whoever happens to need them first. A tool that ends
   * the threads of a program's group, such as Maven's exec:java, would interrupt them, wait for
   * each and give up.
   */
  private static ThreadGroup outermost() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }

  /** How many can take part, the bringing thread among them. */
  int size() {
    return threads.length + 1;
  }

  /** True for threads that only take part: they have no team of their own to share with. */
  boolean has(Thread thread) {
    return thread instanceof Worker;
  }

  /** True for threads of this team alone. */
  boolean owns(Thread thread) {
    return Arrays.asList(threads).contains(thread);
  }

  /** Runs a job in the caller's thread and as many others as are worth it; it is done then. */
  void run(Job job, int wanted) {
    int asked = 1;
    for (int i = 0; i < threads.length && asked < wanted; i++) {
      if (threads[i].offer(job)) {
        asked++;
      }
    }
    job.run(0);
    await(job);
  }

  private static void await(Job job) {
    if (job.done()) {
      return;
    }
    long until = System.nanoTime() + PATIENCE_NANOS;
    boolean interrupted = false;
    while (!job.done()) {
      if (System.nanoTime() < until) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(job, NAP_NANOS);
        // an interrupted thread does not park, so the flag is cleared here and set again below
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Told when the cores are wanted for something else. */
  void rest() {
    rests.incrementAndGet();
  }

  /** A thread that takes one job at a time. */
  private final class Worker extends Thread {
    private final int number;
    private final AtomicReference<Job> next = new AtomicReference<>();
    private volatile boolean asleep;

    Worker(int number) {
      // inherits no thread locals of the program that happens to come first
      super(outermost(), null, "braid-kernels-" + number, 0, false);
      this.number = number;
      setDaemon(true);
      // else a program's own loader would stay in memory as long as these threads
      setContextClassLoader(Team.class.getClassLoader());
    }

    /** Takes a job as its next one, if none waits that has work left. */
    boolean offer(Job offered) {
      Job waiting = next.get();
      if (waiting != null && !waiting.done() || !next.compareAndSet(waiting, offered)) {
        return false;
      }
      if (asleep) {
        LockSupport.unpark(this);
      }
      return true;
    }

    @Override
    public void run() {
      OpenMp.staySingle();
      while (true) {
        Job job = next.getAndSet(null);
        if (job == null) {
          lookOut();
        } else {
          job.run(number);
        }
      }
    }

    /** Comes back when there is a job. */
    private void lookOut() {
      int before = rests.get();
      long until = System.nanoTime() + LOOKOUT_NANOS;
      while (rests.get() == before && System.nanoTime() < until) {
        if (next.get() != null) {
          return;
        }
        Thread.onSpinWait();
      }
      asleep = true;
      while (next.get() == null) {
        LockSupport.park(this);
        // an interrupt of all threads is not meant to end this one, and a thread with the flag set
        // does not park: it would take a whole core from now on
        Thread.interrupted();
      }
      asleep = false;
    }
  }
}
