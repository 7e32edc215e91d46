package dev.braid.internal.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many threads submit jobs at random while others interrupt them: each piece runs exactly once, its
 * writes are visible to the submitter, failures reach the submitter, and no thread waits forever.
 *
 * <p>Elements are counted in plain arrays on purpose. An element that is seen with another count
 * than one was left out, was run twice, or was written without the ordering that the pool promises.
 *
 * <p>The short form runs in every build; the long one is {@code mvn verify -Psoak}.
 */
class PoolStressTest {
  private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(60);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void should_run_each_piece_once_under_stress(int size) throws InterruptedException {
    stress(size, 5, SHORT_NANOS);
  }

  @Tag("soak")
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8, 32})
  void should_run_each_piece_once_under_long_stress(int size) throws InterruptedException {
    stress(size, 12, LONG_NANOS);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void should_wake_every_thread_that_falls_asleep(int size) throws InterruptedException {
    wake(size, SHORT_NANOS);
  }

  @Tag("soak")
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void should_wake_every_thread_that_falls_asleep_for_long(int size) throws InterruptedException {
    wake(size, LONG_NANOS);
  }

  /** A failure that a piece was told to throw. */
  private static final class Planned extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Object job;

    Planned(Object job) {
      super("planned", null, false, false);
      this.job = job;
    }
  }

  private static void stress(int size, int submitters, long nanos) throws InterruptedException {
    WorkerPool pool = new WorkerPool(size);
    long end = System.nanoTime() + nanos;
    AtomicLong jobs = new AtomicLong();
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < submitters; i++) {
      Random random = new Random(100L * size + i);
      Thread submitter =
          new Thread(
              () -> {
                while (System.nanoTime() < end) {
                  submit(pool, random, 2);
                  jobs.incrementAndGet();
                  pause(random);
                }
              },
              "submitter-" + i);
      submitter.setUncaughtExceptionHandler((thread, thrown) -> failures.add(thrown));
      threads.add(submitter);
    }
    threads.forEach(Thread::start);
    disturb(pool, threads, end);
    for (Thread thread : threads) {
      thread.join(TimeUnit.NANOSECONDS.toMillis(nanos) + 60_000);
      assertThat(thread.isAlive()).as("%s waits for a job that no thread runs", thread).isFalse();
    }
    assertThat(failures).isEmpty();
    assertThat(jobs).hasValueGreaterThan(submitters);
  }

  /** Interrupts submitters and workers, and sends workers to sleep, until the time is over. */
  private static void disturb(WorkerPool pool, List<Thread> submitters, long end) {
    List<Thread> all = new ArrayList<>(submitters);
    Thread.getAllStackTraces().keySet().stream().filter(pool::owns).forEach(all::add);
    Random random = new Random(7);
    while (System.nanoTime() < end) {
      all.get(random.nextInt(all.size())).interrupt();
      pool.yieldCores();
      LockSupport.parkNanos(random.nextInt(200_000));
    }
  }

  /** Longer and shorter than a worker looks out for more work. */
  private static void pause(Random random) {
    if (random.nextInt(4) == 0) {
      LockSupport.parkNanos(random.nextInt(500_000));
    }
  }

  /** Runs one random job and checks what came of it. */
  private static void submit(WorkerPool pool, Random random, int depth) {
    int length = 1 + random.nextInt(random.nextInt(8) == 0 ? 5_000 : 60);
    int pieces = 1 + random.nextInt(length);
    int failing = random.nextInt(5) == 0 ? random.nextInt(length) : -1;
    int nesting = depth > 0 && random.nextInt(3) == 0 ? random.nextInt(length) : -1;
    long seed = random.nextLong();
    int[] counts = new int[length];
    Object key = new Object();
    Workers.RangeBody work =
        (from, to) -> {
          for (int i = from; i < to; i++) {
            counts[i]++;
            if (i == nesting && !pool.isWorker(Thread.currentThread())) {
              submit(pool, new Random(seed), depth - 1);
            }
          }
          if (from <= failing && failing < to) {
            throw new Planned(key);
          }
        };
    ParallelJob job = new ParallelJob(work, length, pieces, pool.size());
    Planned caught = null;
    try {
      pool.run(job, 1 + random.nextInt(pool.size()));
      job.rethrowFailure();
    } catch (Planned planned) {
      caught = planned;
    }
    for (int i = 0; i < length; i++) {
      if (counts[i] != 1) {
        throw new AssertionError(
            "element " + i + " of " + length + " in " + pieces + " was run " + counts[i]);
      }
    }
    if (failing < 0 ? caught != null : caught == null || caught.job != key) {
      throw new AssertionError("caught " + caught + ", failing element " + failing);
    }
  }

  /**
   * Offers jobs at the moment at which workers fall asleep; each job needs all of them.
   *
   * <p>A worker that parks without having seen the offer, and without being woken for it, would
   * leave the others waiting.
   */
  private static void wake(int size, long nanos) throws InterruptedException {
    WorkerPool pool = new WorkerPool(size);
    long end = System.nanoTime() + nanos;
    Random random = new Random(size);
    int rounds = 0;
    while (System.nanoTime() < end) {
      CountDownLatch all = new CountDownLatch(size);
      AtomicInteger late = new AtomicInteger();
      ParallelJob job =
          new ParallelJob(
              (from, to) -> {
                all.countDown();
                if (!await(all)) {
                  late.incrementAndGet();
                }
              },
              size,
              size,
              size);
      pool.run(job, size);
      job.rethrowFailure();
      assertThat(late).as("pieces without a worker in round %d", rounds++).hasValue(0);
      if (random.nextBoolean()) {
        pool.yieldCores();
      }
      long until = System.nanoTime() + random.nextInt(300_000);
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
    }
    assertThat(rounds).isPositive();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
