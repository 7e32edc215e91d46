package dev.braid.internal.compute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.internal.environment.Environment;
import dev.braid.internal.memory.MemoryBudget;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BufferPoolTest {
  private final BufferPool.Pools pool = new BufferPool.Pools();

  @BeforeAll
  static void start() {
    Environment.start();
  }

  /** Makes pools of other tests old enough to be evicted. */
  @BeforeEach
  void ageOtherPools() {
    for (int i = 0; i < 10; i++) {
      MemoryBudget.beginStep();
    }
  }

  @Test
  void should_give_the_next_step_the_same_arrays_in_the_same_order() {
    Floats first;
    Floats second;
    try (BufferPool step = pool.enter()) {
      first = BufferPool.take(2, 3);
      second = BufferPool.take(2, 3);
    }
    try (BufferPool step = pool.enter()) {
      assertThat(BufferPool.take(2, 3)).isSameAs(first);
      assertThat(BufferPool.take(2, 3)).isSameAs(second);
      assertThat(BufferPool.take(2, 3)).isNotSameAs(first).isNotSameAs(second);
    }
  }

  @Test
  void should_tell_shapes_apart() {
    Floats flat;
    try (BufferPool step = pool.enter()) {
      flat = BufferPool.take(6);
    }
    try (BufferPool step = pool.enter()) {
      assertThat(BufferPool.take(2, 3)).isNotSameAs(flat);
      assertThat(BufferPool.take(6)).isSameAs(flat);
    }
  }

  @Test
  void should_give_what_was_released_to_others_of_the_step_once() {
    try (BufferPool step = pool.enter()) {
      Floats array = BufferPool.take(4);
      BufferPool.release(array.shaped(2, 2).array());
      BufferPool.release(array.array());
      assertThat(BufferPool.take(4)).isSameAs(array);
      assertThat(BufferPool.take(4)).isNotSameAs(array);
    }
  }

  @Test
  void should_keep_steps_inside_steps_apart() {
    try (BufferPool outer = pool.enter()) {
      Floats array = BufferPool.take(4);
      try (BufferPool inner = pool.enter()) {
        assertThat(BufferPool.take(4)).isNotSameAs(array);
      }
      assertThat(BufferPool.find(array.array())).isSameAs(array);
    }
  }

  @Test
  void should_find_arrays_again_after_many_steps_of_other_shapes() {
    Floats once;
    try (BufferPool step = pool.enter()) {
      once = BufferPool.take(7);
    }
    for (int i = 0; i < 200; i++) {
      try (BufferPool step = pool.enter()) {
        BufferPool.take(8 + i % 5);
      }
    }
    try (BufferPool step = pool.enter()) {
      assertThat(BufferPool.find(once.array())).isSameAs(once);
      assertThat(BufferPool.take(7)).isSameAs(once);
    }
  }

  @Test
  void should_hold_no_more_than_the_budget_where_shapes_change() {
    long most = MemoryBudget.ARRAYS.limit();
    int large = Math.toIntExact(most / Float.BYTES / 10);
    Floats first = null;
    for (int i = 0; i < 60; i++) {
      try (BufferPool step = pool.enter()) {
        Floats array = BufferPool.take(large + i, 1);
        array.buffer().put(0, i);
        BufferPool.take(1 + i);
        first = first == null ? array : first;
      }
      assertThat(MemoryBudget.ARRAYS.held()).isLessThanOrEqualTo(most);
    }
    try (BufferPool step = pool.enter()) {
      assertThat(BufferPool.find(first.array())).isNull();
    }
  }

  @Test
  void should_keep_what_a_step_takes_however_much_it_is() {
    int large = Math.toIntExact(MemoryBudget.ARRAYS.limit() / Float.BYTES);
    Floats first;
    Floats second;
    try (BufferPool step = pool.enter()) {
      first = BufferPool.take(large);
      second = BufferPool.take(large, 1);
    }
    try (BufferPool step = pool.enter()) {
      assertThat(BufferPool.take(large)).isSameAs(first);
      assertThat(BufferPool.take(large, 1)).isSameAs(second);
    }
    // other pools push it out when it is not used any more
    forget(pool);
  }

  private static void forget(BufferPool.Pools unused) {
    BufferPool.Pools other = new BufferPool.Pools();
    for (int i = 0; i < 20; i++) {
      try (BufferPool step = other.enter()) {
        BufferPool.take(5);
      }
    }
    assertThat(MemoryBudget.ARRAYS.held()).isLessThanOrEqualTo(MemoryBudget.ARRAYS.limit());
    try (BufferPool step = unused.enter()) {
      assertThat(BufferPool.take(3).length()).isEqualTo(3);
    }
  }

  @Test
  void should_let_new_shapes_have_the_memory_of_old_ones() {
    int large = Math.toIntExact(MemoryBudget.ARRAYS.limit() / Float.BYTES / 3);
    Set<Long> addresses = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      try (BufferPool step = pool.enter()) {
        addresses.add(BufferPool.take(large - i).address());
      }
    }
    assertThat(addresses).hasSizeLessThan(5);
  }

  @Test
  void should_tell_arrays_over_the_same_memory_apart() {
    try (BufferPool step = pool.enter()) {
      Floats array = BufferPool.take(2, 3);
      Floats flat = array.shaped(6);
      Floats turned = array.shaped(3, 2);
      assertThat(turned.shaped(6)).isSameAs(flat);
      assertThat(flat.shaped(2, 3)).isSameAs(array);
      array.buffer().put(0, new float[] {1, 2, 3, 4, 5, 6});
      assertThat(array.array().shape()).containsExactly(2, 3);
      assertThat(flat.array().toFloatVector()).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(turned.array().toFloatMatrix())
          .isDeepEqualTo(new float[][] {{1, 2}, {3, 4}, {5, 6}});
    }
  }

  /** A discarded model's memory must not be counted, nor kept, for ever. */
  @Test
  void should_not_count_the_memory_of_lost_pools() throws InterruptedException {
    long bytes = MemoryBudget.ARRAYS.limit() / 4;
    lose(Math.toIntExact(bytes / Float.BYTES));
    long counted = MemoryBudget.ARRAYS.held();
    assertThat(counted).isGreaterThanOrEqualTo(bytes);
    for (int i = 0; i < 50 && MemoryBudget.ARRAYS.held() > counted - bytes; i++) {
      System.gc();
      Thread.sleep(20);
      // pools look for lost ones when they grow
      new BufferPool.Pools().enter().close();
    }
    assertThat(MemoryBudget.ARRAYS.held()).isLessThanOrEqualTo(counted - bytes);
  }

  private static void lose(int length) {
    try (BufferPool step = new BufferPool.Pools().enter()) {
      BufferPool.take(length);
    }
  }

  @Test
  void should_make_new_arrays_outside_of_steps() {
    assertThat(BufferPool.take(5)).isNotSameAs(BufferPool.take(5));
  }
}
