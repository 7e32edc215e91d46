package dev.braid.internal.threads;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that take part in jobs, together with the thread that submits one.
 *
 * <p><b>Idea.</b> A training step submits hundreds of jobs of 10 to 1000 us. To wake a thread takes
 * some 40 us, so a worker without a job spins for a while before it parks. The caller offers the
 * job to idle workers, takes pieces itself, and at the end waits for pieces that others have begun,
 * never for a worker that is still waking up or whose core another program has: pieces that no
 * thread has begun, the caller takes (see {@link ParallelJob}). A barrier, such as that of an
 * OpenMP region, would wait for the slowest thread; a ForkJoinPool leaves no say in how long its
 * idle threads spin.
 *
 * <p><b>No wake-up is lost.</b> A worker sets {@code asleep} and then reads {@code next}; a caller
 * sets {@code next} and then reads {@code asleep}. Volatile accesses are sequentially consistent,
 * so at least one of the two sees what the other wrote (Dekker's pattern): the worker does not
 * park, or the caller unparks it, and a permit that comes before the park ends it at once.
 *
 * <p><b>No thread waits forever.</b> A caller waits for pieces that are running, only. Pieces in a
 * worker submit no jobs; those in a caller may, and what they submit the caller can do alone. A
 * worker whose {@code next} job was done by others drops it or has it replaced.
 *
 * <p><b>Interrupts.</b> {@link LockSupport#park} returns at once while the thread's interrupt flag
 * is set. Workers clear it, for they serve the whole process and an interrupt is not meant for
 * them; a waiting caller clears it and sets it again in the end. Else both would spin.
 *
 * <p><b>Cost.</b> An offer is one compare-and-set a worker, and one system call if it sleeps. An
 * idle worker burns its core for {@link #SPIN_NANOS} after its last job, and nothing later.
 */
final class WorkerPool {
  /** How long a worker looks out for a job before it parks. */
  private static final long SPIN_NANOS = 200_000;

  /** How long a caller looks out for the last piece before it parks between looks. */
  private static final long CALLER_SPIN_NANOS = 200_000;

  /** How long a caller parks between looks. */
  private static final long NAP_NANOS = 50_000;

  private final Worker[] threads;

  /** Grows when the cores are needed for something else, which ends all spinning. */
  private final AtomicInteger yields = new AtomicInteger();

  /**
   * A pool whose threads run from now on.
   *
   * @param size the number of threads that can work on a job, its caller among them
   */
  WorkerPool(int size) {
    threads = new Worker[size - 1];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Worker(i + 1);
    }
    for (Worker thread : threads) {
      thread.start();
    }
  }

  /**
   * The thread group that all others are in.
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

  /** The number of threads that can work on a job, its caller among them. */
  int size() {
    return threads.length + 1;
  }

  /** True for a worker of any pool; a loop inside a worker's piece is not split again. */
  boolean isWorker(Thread thread) {
    return thread instanceof Worker;
  }

  /** True for a worker of this pool. */
  boolean owns(Thread thread) {
    return Arrays.asList(threads).contains(thread);
  }

  /**
   * Runs a job in the caller's thread and in idle workers, and returns when it is done.
   *
   * @param members the most threads that are worth it
   */
  void run(ParallelJob job, int members) {
    int offered = 1;
    for (int i = 0; i < threads.length && offered < members; i++) {
      if (threads[i].offer(job)) {
        offered++;
      }
    }
    job.run(0);
    await(job);
  }

  private static void await(ParallelJob job) {
    if (job.isDone()) {
      return;
    }
    long until = System.nanoTime() + CALLER_SPIN_NANOS;
    boolean interrupted = false;
    while (!job.isDone()) {
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

  /** Ends the spinning of idle workers, since something else needs the cores. */
  void yieldCores() {
    yields.incrementAndGet();
  }

  /** A thread that takes one job at a time. */
  private final class Worker extends Thread {
    private final int number;
    private final AtomicReference<ParallelJob> next = new AtomicReference<>();
    private volatile boolean asleep;

    Worker(int number) {
      // inherits no thread locals of the program that happens to come first
      super(outermost(), null, "braid-kernels-" + number, 0, false);
      this.number = number;
      setDaemon(true);
      // else a program's own loader would stay in memory as long as these threads
      setContextClassLoader(WorkerPool.class.getClassLoader());
    }

    /** Accepts a job as the next one, unless another one waits here that is not done yet. */
    boolean offer(ParallelJob offered) {
      ParallelJob waiting = next.get();
      if (waiting != null && !waiting.isDone() || !next.compareAndSet(waiting, offered)) {
        return false;
      }
      if (asleep) {
        LockSupport.unpark(this);
      }
      return true;
    }

    @Override
    public void run() {
      OpenMp.stayInOneThread();
      while (true) {
        ParallelJob job = next.getAndSet(null);
        if (job == null) {
          awaitJob();
        } else {
          job.run(number);
        }
      }
    }

    /** Returns when there is a job. */
    private void awaitJob() {
      int before = yields.get();
      long until = System.nanoTime() + SPIN_NANOS;
      while (yields.get() == before && System.nanoTime() < until) {
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
