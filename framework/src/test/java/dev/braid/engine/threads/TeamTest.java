package dev.braid.engine.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.engine.environment.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Java's threads, and OpenMP's where there are some. */
class TeamTest {
  static {
    // which sets how long OpenMP's threads stay awake
    Environment.start();
  }

  private static final Team OWN = new OwnTeam(3);

  static Stream<Team> teams() {
    return Stream.concat(Stream.of(OWN), openMp());
  }

  private static Stream<Team> openMp() {
    return OpenMp.team().stream();
  }

  private static void doEachOnce(Team team, int pieces) {
    AtomicIntegerArray seen = new AtomicIntegerArray(pieces);
    Job job =
        new Job(
            (from, to) -> {
              for (int i = from; i < to; i++) {
                seen.incrementAndGet(i);
              }
            },
            pieces,
            pieces);
    team.run(job, team.size());
    assertThat(job.done()).isTrue();
    for (int i = 0; i < pieces; i++) {
      assertThat(seen.get(i)).isOne();
    }
  }

  @ParameterizedTest
  @MethodSource("teams")
  void should_do_each_piece_once(Team team) {
    for (int repeat = 0; repeat < 500; repeat++) {
      doEachOnce(team, 1 + repeat % 17);
    }
  }

  @ParameterizedTest
  @MethodSource("teams")
  void should_find_threads_that_sleep(Team team) throws InterruptedException {
    for (int repeat = 0; repeat < 5; repeat++) {
      Thread.sleep(5);
      doEachOnce(team, 50);
      team.rest();
      doEachOnce(team, 50);
    }
  }

  @ParameterizedTest
  @MethodSource("teams")
  void should_work_in_all_threads_at_once(Team team) {
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

  @ParameterizedTest
  @MethodSource("teams")
  void should_go_on_after_a_failure(Team team) {
    for (int repeat = 0; repeat < 50; repeat++) {
      Job job =
          new Job(
              (from, to) -> {
                throw new IllegalStateException("at " + from);
              },
              8,
              8);
      team.run(job, team.size());
      assertThat(job.done()).isTrue();
      assertThatThrownBy(job::end).isInstanceOf(IllegalStateException.class);
    }
    doEachOnce(team, 100);
  }

  @ParameterizedTest
  @MethodSource("teams")
  void should_let_the_caller_bring_a_job_while_at_one(Team team) {
    CountDownLatch here = new CountDownLatch(team.size());
    Job outer =
        new Job(
            (from, to) -> {
              here.countDown();
              assertThat(wait(here)).isTrue();
              if (!team.has(Thread.currentThread())) {
                doEachOnce(team, 5);
              }
            },
            team.size(),
            team.size());
    team.run(outer, team.size());
    outer.end();
  }

  @ParameterizedTest
  @MethodSource("teams")
  void should_serve_more_callers_than_there_are_places(Team team) throws InterruptedException {
    List<Thread> callers = new ArrayList<>();
    Set<Throwable> failures = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 70; i++) {
      Thread caller =
          new Thread(
              () -> {
                for (int repeat = 0; repeat < 20; repeat++) {
                  doEachOnce(team, 16);
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

  @Test
  void should_end_openmps_threads_with_the_one_that_called() throws InterruptedException {
    for (Team team : openMp().toList()) {
      Set<Thread> members = ConcurrentHashMap.newKeySet();
      Thread caller =
          new Thread(
              () -> {
                CountDownLatch here = new CountDownLatch(team.size());
                Job job =
                    new Job(
                        (from, to) -> {
                          if (team.has(Thread.currentThread())) {
                            members.add(Thread.currentThread());
                          }
                          here.countDown();
                          wait(here);
                        },
                        team.size(),
                        team.size());
                team.run(job, team.size());
              });
      caller.start();
      caller.join();
      assertThat(members).hasSize(team.size() - 1);
      for (Thread member : members) {
        member.join(20_000);
        assertThat(member.isAlive()).isFalse();
      }
    }
  }
}
