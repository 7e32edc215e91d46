package dev.braid.engine.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class TeamTest {
  private final Team team = new Team(3);

  private void doEachOnce(int pieces) {
    AtomicIntegerArray seen = new AtomicIntegerArray(pieces);
    Job job =
        new Job(
            (from, to) -> {
              for (int i = from; i < to; i++) {
                seen.incrementAndGet(i);
              }
            },
            pieces,
            pieces,
            team.size());
    team.run(job, team.size());
    assertThat(job.done()).isTrue();
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
  void should_find_threads_that_sleep() throws InterruptedException {
    for (int repeat = 0; repeat < 5; repeat++) {
      Thread.sleep(5);
      doEachOnce(50);
      team.rest();
      doEachOnce(50);
    }
  }

  @Test
  void should_work_in_all_threads_at_once() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch here = new CountDownLatch(team.size());
    Job job =
        new Job(
            (from, to) -> {
              threads.add(Thread.currentThread());
              here.countDown();
              assertThat(wait(here)).isTrue();
            },
            team.size(),
            team.size(),
            team.size());
    team.run(job, team.size());
    job.end();
    assertThat(threads).hasSize(team.size()).contains(Thread.currentThread());
    assertThat(threads.stream().filter(team::has)).hasSize(team.size() - 1);
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
      Job job =
          new Job(
              (from, to) -> {
                throw new IllegalStateException("at " + from);
              },
              8,
              8,
              team.size());
      team.run(job, team.size());
      assertThat(job.done()).isTrue();
      assertThatThrownBy(job::end).isInstanceOf(IllegalStateException.class);
    }
    doEachOnce(100);
  }

  @Test
  void should_let_the_caller_bring_a_job_while_at_one() {
    CountDownLatch here = new CountDownLatch(team.size());
    Job outer =
        new Job(
            (from, to) -> {
              here.countDown();
              assertThat(wait(here)).isTrue();
              if (!team.has(Thread.currentThread())) {
                doEachOnce(5);
              }
            },
            team.size(),
            team.size(),
            team.size());
    team.run(outer, team.size());
    outer.end();
  }

  @Test
  void should_serve_more_callers_than_there_are_places() throws InterruptedException {
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
    CountDownLatch here = new CountDownLatch(team.size());
    CountDownLatch free = new CountDownLatch(1);
    Job blocking =
        new Job(
            (from, to) -> {
              here.countDown();
              assertThat(wait(free)).isTrue();
            },
            team.size(),
            team.size(),
            team.size());
    Thread other = new Thread(() -> team.run(blocking, team.size()));
    other.start();
    assertThat(wait(here)).isTrue();

    doEachOnce(100);
    doEachOnce(100);

    assertThat(blocking.done()).isFalse();
    free.countDown();
    other.join();
    blocking.end();
    doEachOnce(100);
  }

  @Test
  void should_begin_with_pieces_of_ones_own_and_take_over_the_others() {
    List<Integer> order = new ArrayList<>();
    Job job = new Job((from, to) -> order.add(from), 8, 8, 4);

    job.run(2);

    assertThat(order).containsExactly(4, 5, 6, 7, 0, 1, 2, 3);
    job.end();
  }
}
