package dev.braid.internal.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.braid.internal.environment.Environment;
import dev.braid.internal.environment.OneDnn;
import dev.braid.internal.memory.MemoryBudget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bytedeco.dnnl.global.dnnl;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PrimitiveCacheTest {
  private static final long MOST = MemoryBudget.PRIMITIVES.limit();

  private final Set<Integer> closed = ConcurrentHashMap.newKeySet();
  private final PrimitiveCache<Integer, Counted> cache = new PrimitiveCache<>(Counted::new);

  @BeforeAll
  static void start() {
    Environment.start();
  }

  /** Takes a tenth of the budget. */
  private final class Counted implements PrimitiveCache.CachedPrimitives {
    private final int number;
    private int uses;

    Counted(int number) {
      this.number = number;
    }

    @Override
    public long bytes() {
      return MOST / 10;
    }

    @Override
    public void close() {
      assertThat(closed.add(number)).isTrue();
    }
  }

  private int use(int number) {
    int[] uses = new int[1];
    cache.use(number, made -> uses[0] = ++made.uses);
    return uses[0];
  }

  @Test
  void should_make_once_and_find_again() {
    assertThat(use(1)).isEqualTo(1);
    assertThat(use(2)).isEqualTo(1);
    assertThat(use(1)).isEqualTo(2);
    assertThat(cache.size()).isEqualTo(2);
  }

  @Test
  void should_close_what_was_not_used_for_long() {
    for (int i = 0; i < 100; i++) {
      use(i);
      assertThat(MemoryBudget.PRIMITIVES.held()).isLessThanOrEqualTo(MOST);
    }
    assertThat(cache.size()).isLessThanOrEqualTo(10);
    assertThat(closed).hasSize(100 - cache.size()).contains(0, 1, 2, 80).doesNotContain(99);
    assertThat(use(99)).isEqualTo(2);
    closed.remove(0);
    assertThat(use(0)).isEqualTo(1);
  }

  @Test
  void should_close_nothing_while_another_thread_works_with_it() throws InterruptedException {
    CountDownLatch inUse = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<Throwable> failures = new ArrayList<>();
    Thread slow =
        new Thread(
            () ->
                cache.use(
                    -1,
                    made -> {
                      inUse.countDown();
                      await(goOn);
                      assertThat(closed).doesNotContain(-1);
                    }));
    slow.setUncaughtExceptionHandler((thread, thrown) -> failures.add(thrown));
    slow.start();
    await(inUse);
    for (int i = 0; i < 100; i++) {
      use(i);
    }
    assertThat(closed).doesNotContain(-1);
    goOn.countDown();
    slow.join();
    for (int i = 0; i < 100; i++) {
      use(1000 + i);
    }
    assertThat(closed).contains(-1);
    assertThat(failures).isEmpty();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void should_make_again_after_a_failure() {
    PrimitiveCache<Integer, Counted> failing =
        new PrimitiveCache<>(
            number -> {
              if (closed.add(number)) {
                throw new IllegalStateException("not now");
              }
              closed.remove(number);
              return new Counted(number);
            });
    assertThatThrownBy(() -> failing.use(5, made -> {})).hasMessage("not now");
    failing.use(5, made -> assertThat(made.number).isEqualTo(5));
  }

  /** Shapes that never come back leave no more behind than the budget allows. */
  @Test
  void should_close_the_primitives_of_shapes_that_do_not_come_back() {
    assumeThat(OneDnn.available()).isTrue();
    int[] capacity = new int[1];
    dnnl.dnnl_get_primitive_cache_capacity(capacity);
    assertThat(capacity[0]).isEqualTo(16);
    Floats a = Numbers.of(Numbers.whole(64 * 64, 1), 64 * 64);
    Floats b = Numbers.of(Numbers.whole(64 * 200, 1), 64 * 200);
    Floats c = Numbers.none(64 * 200);
    int open = Primitive.open();
    int most = 0;
    for (int i = 0; i < 100; i++) {
      Gemm.product(false, false, 64, 80 + i, 64, a, b, false, c);
      // as if much else were in use
      use(i);
      most = Math.max(most, Primitive.open() - open);
    }
    assertThat(most).isBetween(1, 30);
  }

  /** A primitive that were closed under somebody's hands would end the process. */
  @Test
  void should_give_right_results_to_threads_that_push_out_each_others_primitives()
      throws InterruptedException {
    Set<Throwable> failures = ConcurrentHashMap.newKeySet();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int seed = t;
      Thread thread =
          new Thread(
              () -> {
                Random random = new Random(seed);
                Floats ones = Numbers.of(filled(64 * 64, 1), 64 * 64);
                Floats twos = Numbers.of(filled(64 * 100, 2), 64 * 100);
                for (int i = 0; i < 60; i++) {
                  int columns = 70 + random.nextInt(30);
                  Floats found = Numbers.none(64L * columns);
                  Gemm.product(false, false, 64, columns, 64, ones, twos, false, found);
                  assertThat(found.toHeap()).containsOnly(128);
                  // as if much else were in use
                  use(seed * 1000 + i);
                }
              });
      thread.setUncaughtExceptionHandler((failed, thrown) -> failures.add(thrown));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
  }

  private static float[] filled(int length, float value) {
    float[] numbers = new float[length];
    Arrays.fill(numbers, value);
    return numbers;
  }
}
