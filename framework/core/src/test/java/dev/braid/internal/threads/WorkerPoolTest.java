package dev.braid.internal.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
  private final WorkerPool pool = new WorkerPool(3);

  private void doEachOnce(int pieces) {
    AtomicIntegerArray seen = new AtomicIntegerArray(pieces);
    ParallelJob job =
        new ParallelJob(
            (from, to) -> {
              for (int i = from; i < to; i++) {
                seen.incrementAndGet(i);
              }
            },
            pieces,
            pieces,
            pool.size());
    pool.run(job, pool.size());
    assertThat(job.isDone()).isTrue();
    for (int i = 0; i < pieces; i++) {
      assertThat(seen.get(i)).isOne();
    }
  }

  @Test
  void should_do_each_piece_once() {
    for (int repeat = 0; repeat < 500; repeat++) {
      doEachOnce(1 + repeat % 17);
    }
  }

  @Test
  void should_wake_threads_that_sleep() throws InterruptedException {
    for (int repeat = 0; repeat < 5; repeat++) {
      Thread.sleep(5);
      doEachOnce(50);
      pool.yieldCores();
      doEachOnce(50);
    }
  }

  @Test
  void should_work_in_all_threads_at_once() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch here = new CountDownLatch(pool.size());
    ParallelJob job =
        new ParallelJob(
            (from, to) -> {
              threads.add(Thread.currentThread());
              here.countDown();
              assertThat(wait(here)).isTrue();
            },
            pool.size(),
            pool.size(),
            pool.size());
    pool.run(job, pool.size());
    job.rethrowFailure();
    assertThat(threads).hasSize(pool.size()).contains(Thread.currentThread());
    assertThat(threads.stream().filter(pool::isWorker)).hasSize(pool.size() - 1);
  }

  private static boolean wait(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void should_go_on_after_a_failure() {
    for (int repeat = 0; repeat < 50; repeat++) {
      ParallelJob job =
          new ParallelJob(
              (from, to) -> {
                throw new IllegalStateException("at " + from);
              },
              8,
              8,
              pool.size());
      pool.run(job, pool.size());
      assertThat(job.isDone()).isTrue();
      assertThatThrownBy(job::rethrowFailure).isInstanceOf(IllegalStateException.class);
    }
    doEachOnce(100);
  }

  @Test
  void should_let_a_caller_submit_a_job_inside_a_job() {
    CountDownLatch here = new CountDownLatch(pool.size());
    ParallelJob outer =
        new ParallelJob(
            (from, to) -> {
              here.countDown();
              assertThat(wait(here)).isTrue();
              if (!pool.isWorker(Thread.currentThread())) {
                doEachOnce(5);
              }
            },
            pool.size(),
            pool.size(),
            pool.size());
    pool.run(outer, pool.size());
    outer.rethrowFailure();
  }

  @Test
  void should_serve_more_callers_than_workers() throws InterruptedException {
    List<Thread> callers = new ArrayList<>();
    Set<Throwable> failures = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 70; i++) {
      Thread caller =
          new Thread(
              () -> {
                for (int repeat = 0; repeat < 20; repeat++) {
                  doEachOnce(16);
                }
              });
      caller.setUncaughtExceptionHandler((thread, thrown) -> failures.add(thrown));
      callers.add(caller);
      caller.start();
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(failures).isEmpty();
  }

  /** Another program may have its core, and then it would be late by a whole time slice. */
  @Test
  void should_not_wait_for_a_thread_that_does_not_come() throws InterruptedException {
    CountDownLatch here = new CountDownLatch(pool.size());
    CountDownLatch free = new CountDownLatch(1);
    ParallelJob blocking =
        new ParallelJob(
            (from, to) -> {
              here.countDown();
              assertThat(wait(free)).isTrue();
            },
            pool.size(),
            pool.size(),
            pool.size());
    Thread other = new Thread(() -> pool.run(blocking, pool.size()));
    other.start();
    assertThat(wait(here)).isTrue();

    doEachOnce(100);
    doEachOnce(100);

    assertThat(blocking.isDone()).isFalse();
    free.countDown();
    other.join();
    blocking.rethrowFailure();
    doEachOnce(100);
  }

  /** A thread with the flag set does not park: it would look for work as fast as it can. */
  @Test
  void should_sleep_on_when_threads_are_interrupted() throws InterruptedException {
    List<Thread> workers = workers();
    assertThat(workers).hasSize(pool.size() - 1);
    ThreadMXBean times = ManagementFactory.getThreadMXBean();
    awaitSleep(workers);
    for (int repeat = 0; repeat < 3; repeat++) {
      workers.forEach(Thread::interrupt);
      awaitSleep(workers);
      long before = workers.stream().mapToLong(each -> times.getThreadCpuTime(each.getId())).sum();
      Thread.sleep(300);
      long after = workers.stream().mapToLong(each -> times.getThreadCpuTime(each.getId())).sum();
      assertThat(after - before).isLessThan(TimeUnit.MILLISECONDS.toNanos(5));
      assertThat(workers).allMatch(Thread::isAlive);
      doEachOnce(100);
    }
  }

  @Test
  void should_do_each_piece_once_while_threads_are_interrupted() {
    List<Thread> workers = workers();
    for (int repeat = 0; repeat < 200; repeat++) {
      workers.forEach(Thread::interrupt);
      doEachOnce(1 + repeat % 50);
    }
    assertThat(workers).allMatch(Thread::isAlive);
  }

  /** A caller with the flag set does not park either. */
  @Test
  void should_sleep_while_an_interrupted_caller_waits() throws InterruptedException {
    CountDownLatch here = new CountDownLatch(2);
    CountDownLatch free = new CountDownLatch(1);
    ParallelJob job =
        new ParallelJob(
            (from, to) -> {
              here.countDown();
              assertThat(wait(here)).isTrue();
              if (pool.isWorker(Thread.currentThread())) {
                assertThat(wait(free)).isTrue();
              }
            },
            2,
            2,
            2);
    List<Boolean> flags = new CopyOnWriteArrayList<>();
    Thread caller =
        new Thread(
            () -> {
              pool.run(job, 2);
              flags.add(Thread.currentThread().isInterrupted());
            });
    caller.start();
    assertThat(wait(here)).isTrue();
    Thread.sleep(20);
    caller.interrupt();
    ThreadMXBean times = ManagementFactory.getThreadMXBean();
    long before = times.getThreadCpuTime(caller.getId());
    Thread.sleep(1000);
    long after = times.getThreadCpuTime(caller.getId());
    free.countDown();
    caller.join();

    job.rethrowFailure();
    assertThat(after - before).isLessThan(TimeUnit.MILLISECONDS.toNanos(500));
    assertThat(flags).as("the flag is kept").containsExactly(true);
  }

  @Test
  void should_throw_checked_exceptions_in_disguise() {
    Exception checked = new Exception("checked");
    ParallelJob job =
        new ParallelJob(
            (from, to) -> WorkerPoolTest.<RuntimeException>sneak(checked), 8, 8, pool.size());

    pool.run(job, pool.size());

    assertThatThrownBy(job::rethrowFailure)
        .isInstanceOf(IllegalStateException.class)
        .hasCause(checked);
    doEachOnce(100);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Exception> void sneak(Exception thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void should_inherit_no_thread_locals() throws InterruptedException {
    InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
    local.set("the program's");
    WorkerPool other = new WorkerPool(2);
    local.remove();
    List<String> seen = new CopyOnWriteArrayList<>();
    CountDownLatch here = new CountDownLatch(2);
    ParallelJob job =
        new ParallelJob(
            (from, to) -> {
              seen.add(String.valueOf(local.get()));
              here.countDown();
              assertThat(wait(here)).isTrue();
            },
            2,
            2,
            2);
    other.run(job, 2);
    job.rethrowFailure();
    assertThat(seen).containsExactly("null", "null");
  }

  private List<Thread> workers() {
    return Thread.getAllStackTraces().keySet().stream().filter(pool::owns).toList();
  }

  private static void awaitSleep(List<Thread> threads) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!threads.stream().allMatch(WorkerPoolTest::sleeps)) {
      assertThat(System.nanoTime()).as("threads sleep").isLessThan(until);
      Thread.sleep(1);
    }
  }

  private static boolean sleeps(Thread thread) {
    return thread.getState() == Thread.State.WAITING && !thread.isInterrupted();
  }

  /** Maven's exec:java interrupts all threads of its program's group and waits for them to end. */
  @Test
  void should_leave_no_thread_in_the_group_of_the_program() throws InterruptedException {
    ThreadGroup group = new ThreadGroup("program");
    WorkerPool[] made = new WorkerPool[1];
    Thread program = new Thread(group, () -> made[0] = new WorkerPool(3));
    program.setContextClassLoader(new ClassLoader() {});
    program.start();
    program.join();

    assertThat(group.enumerate(new Thread[10])).isZero();
    List<Thread> workers =
        Thread.getAllStackTraces().keySet().stream().filter(made[0]::owns).toList();
    assertThat(workers)
        .hasSize(2)
        .allMatch(Thread::isDaemon)
        .allMatch(each -> each.getThreadGroup().getParent() == null)
        .allMatch(each -> each.getContextClassLoader() == WorkerPool.class.getClassLoader());
  }

  @Test
  void should_take_own_pieces_first_and_then_steal() {
    List<Integer> order = new ArrayList<>();
    ParallelJob job = new ParallelJob((from, to) -> order.add(from), 8, 8, 4);

    job.run(2);

    assertThat(order).containsExactly(4, 5, 6, 7, 0, 1, 2, 3);
    job.rethrowFailure();
  }
}
