package dev.braid.internal.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
  private static int[] counts(int length, boolean finely, int least) {
    AtomicIntegerArray seen = new AtomicIntegerArray(length);
    Workers.RangeBody work =
        (from, to) -> {
          for (int i = from; i < to; i++) {
            seen.incrementAndGet(i);
          }
        };
    if (finely) {
      Workers.parallelForPieces(length, least, work);
    } else {
      Workers.parallelFor(length, least, work);
    }
    int[] counts = new int[length];
    for (int i = 0; i < length; i++) {
      counts[i] = seen.get(i);
    }
    return counts;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 1000})
  void should_do_each_element_once(int length) {
    for (int repeat = 0; repeat < 200; repeat++) {
      assertThat(counts(length, repeat % 2 == 0, 1)).containsOnly(length == 0 ? new int[0] : one());
    }
  }

  private static int[] one() {
    return new int[] {1};
  }

  @Test
  void should_run_little_work_in_the_callers_thread() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Workers.parallelForPieces(99, 50, (from, to) -> threads.add(Thread.currentThread()));
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void should_make_at_most_one_range_a_thread() {
    AtomicInteger parts = new AtomicInteger();
    Workers.parallelFor(100_000, 1, (from, to) -> parts.incrementAndGet());
    assertThat(parts).hasValue(Workers.COUNT);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 100})
  void should_run_each_part_by_itself(int parts) {
    AtomicIntegerArray seen = new AtomicIntegerArray(parts);
    for (int repeat = 0; repeat < 100; repeat++) {
      Workers.parallelForEach(parts, seen::incrementAndGet);
    }
    for (int i = 0; i < parts; i++) {
      assertThat(seen.get(i)).isEqualTo(100);
    }
  }

  @Test
  void should_keep_loops_of_background_threads_in_one_thread() throws InterruptedException {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Thread side =
        new BackgroundThread(
            () ->
                Workers.parallelFor(100_000, 1, (from, to) -> threads.add(Thread.currentThread())),
            "side");
    side.start();
    side.join();
    assertThat(threads).containsExactly(side);
  }

  @Test
  void should_throw_failures_in_the_caller_and_go_on() {
    for (int repeat = 0; repeat < 50; repeat++) {
      assertThatThrownBy(
              () ->
                  Workers.parallelFor(
                      100,
                      1,
                      (from, to) -> {
                        throw new IllegalStateException("at " + from);
                      }))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(
              () ->
                  Workers.parallelForPieces(
                      100,
                      1,
                      (from, to) -> {
                        throw new StackOverflowError();
                      }))
          .isInstanceOf(StackOverflowError.class);
    }
    assertThat(counts(100, true, 1)).containsOnly(1);
  }

  @Test
  void should_run_loops_inside_loops() {
    AtomicInteger sum = new AtomicInteger();
    Workers.parallelFor(
        8, 1, (from, to) -> Workers.parallelFor(100, 1, (low, high) -> sum.addAndGet(high - low)));
    assertThat(sum).hasValue(100 * Math.min(8, Workers.COUNT));
  }
}
