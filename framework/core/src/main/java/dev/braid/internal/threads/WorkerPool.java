package dev.braid.internal.threads;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that run jobs together with the thread that submits one.
 *
 * <p><b>Idea.</b> A training step submits hundreds of jobs of 10 to 1000 us. Waking a thread takes
 * about 40 us, so a worker without a job spins for a while before it parks. The caller offers the
 * job to idle workers, runs pieces itself, and at the end waits only for pieces that others have
 * started. It never waits for a worker that is still waking up or whose core another program uses,
 * since it runs all pieces that no thread has started (see {@link ParallelJob}). A barrier, such as
 * that of an OpenMP region, would wait for the slowest thread; a ForkJoinPool does not allow
 * configuring how long its idle threads spin.
 *
 * <p><b>No wake-up is lost.</b> A worker sets {@code asleep} and then reads {@code next}; a caller
 * sets {@code next} and then reads {@code asleep}. Volatile accesses are sequentially consistent,
 * so at least one of the two sees the other's write (Dekker's algorithm): either the worker does
 * not park, or the caller unparks it, and a permit granted before the park makes it return at once.
 *
 * <p><b>No thread waits forever.</b> A caller waits only for pieces that are running. Pieces in a
 * worker submit no jobs; pieces in a caller may, and the caller can run such a job alone. If a
 * worker's {@code next} job was finished by others, the worker drops it or another job replaces it.
 *
 * <p><b>Interrupts.</b> {@link LockSupport#park} returns at once while the thread's interrupt flag
 * is set. Workers clear it, since they serve the whole process and the interrupt is not meant for
 * them; a waiting caller clears it and sets it again at the end. Otherwise both would spin.
 *
 * <p><b>Cost.</b> An offer is one compare-and-set per worker, and one system call if it is parked.
 * An idle worker uses its core for {@link #SPIN_NANOS} after its last job, and not at all later.
 */
final class WorkerPool {
  /** How long a worker polls for a job before it parks. */
  private static final long SPIN_NANOS = 200_000;

  /** How long a caller polls for the last piece before it parks between checks. */
  private static final long CALLER_SPIN_NANOS = 200_000;

  /** How long a caller parks between checks. */
  private static final long PARK_NANOS = 50_000;

  private final Worker[] threads;

  /** A counter whose change ends all spinning, because the cores are needed for other work. */
  private final AtomicInteger yields = new AtomicInteger();

  /**
   * Starts the threads of a pool.
   *
   * @param size the number of threads that can run a job, including its caller
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
   * Returns the root thread group.
   *
   * <p>Workers serve the whole process, whichever thread starts them. A tool that ends the threads
   * of a program's group, such as Maven's exec:java, would interrupt them, wait for each and give
   * up.
   */
  private static ThreadGroup rootGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }

  /** Returns the number of threads that can run a job, including its caller. */
  int size() {
    return threads.length + 1;
  }

  /** Returns whether a thread is a worker of any pool; a loop in a worker is not divided again. */
  boolean isWorker(Thread thread) {
    return thread instanceof Worker;
  }

  /** Returns whether a thread is a worker of this pool. */
  boolean owns(Thread thread) {
    return Arrays.asList(threads).contains(thread);
  }

  /**
   * Runs a job in the caller's thread and in idle workers, and returns when it is done.
   *
   * @param members the maximum number of threads for this job
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
    long deadline = System.nanoTime() + CALLER_SPIN_NANOS;
    boolean interrupted = false;
    while (!job.isDone()) {
      if (System.nanoTime() < deadline) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(job, PARK_NANOS);
        // an interrupted thread does not park, so the flag is cleared here and set again below
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the spinning of idle workers, because other work needs the cores. */
  void yieldCores() {
    yields.incrementAndGet();
  }

  /** A thread that runs one job at a time. */
  private final class Worker extends Thread {
    private final int number;
    private final AtomicReference<ParallelJob> next = new AtomicReference<>();
    private volatile boolean asleep;

    Worker(int number) {
      // inherits no thread locals of the program that happens to start the pool
      super(rootGroup(), null, "braid-kernels-" + number, 0, false);
      this.number = number;
      setDaemon(true);
      // otherwise these threads would keep a program's class loader in memory
      setContextClassLoader(WorkerPool.class.getClassLoader());
    }

    /** Accepts a job as the next one, unless an unfinished one is already waiting. */
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

    /** Waits until there is a job. */
    private void awaitJob() {
      int before = yields.get();
      long deadline = System.nanoTime() + SPIN_NANOS;
      while (yields.get() == before && System.nanoTime() < deadline) {
        if (next.get() != null) {
          return;
        }
        Thread.onSpinWait();
      }
      asleep = true;
      while (next.get() == null) {
        LockSupport.park(this);
        // an interrupt of all threads is not meant to end this one, and a thread with the flag set
        // does not park but would occupy a core
        Thread.interrupted();
      }
      asleep = false;
    }
  }
}
