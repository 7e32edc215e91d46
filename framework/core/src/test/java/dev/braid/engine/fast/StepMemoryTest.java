package dev.braid.engine.fast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.environment.Environment;
import dev.braid.engine.memory.MemoryBudget;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StepMemoryTest {
  private final StepMemory.Pool pool = new StepMemory.Pool();

  @BeforeAll
  static void start() {
    Environment.start();
  }

  @Test
  void should_give_the_next_step_the_same_arrays_in_the_same_order() {
    Floats first;
    Floats second;
    try (StepMemory step = pool.enter()) {
      first = StepMemory.take(2, 3);
      second = StepMemory.take(2, 3);
    }
    try (StepMemory step = pool.enter()) {
      assertThat(StepMemory.take(2, 3)).isSameAs(first);
      assertThat(StepMemory.take(2, 3)).isSameAs(second);
      assertThat(StepMemory.take(2, 3)).isNotSameAs(first).isNotSameAs(second);
    }
  }

  @Test
  void should_tell_shapes_apart() {
    Floats flat;
    try (StepMemory step = pool.enter()) {
      flat = StepMemory.take(6);
    }
    try (StepMemory step = pool.enter()) {
      assertThat(StepMemory.take(2, 3)).isNotSameAs(flat);
      assertThat(StepMemory.take(6)).isSameAs(flat);
    }
  }

  @Test
  void should_give_what_was_released_to_others_of_the_step_once() {
    try (StepMemory step = pool.enter()) {
      Floats array = StepMemory.take(4);
      StepMemory.release(array.shaped(2, 2).array());
      StepMemory.release(array.array());
      assertThat(StepMemory.take(4)).isSameAs(array);
      assertThat(StepMemory.take(4)).isNotSameAs(array);
    }
  }

  @Test
  void should_keep_steps_inside_steps_apart() {
    try (StepMemory outer = pool.enter()) {
      Floats array = StepMemory.take(4);
      try (StepMemory inner = pool.enter()) {
        assertThat(StepMemory.take(4)).isNotSameAs(array);
      }
      assertThat(StepMemory.find(array.array())).isSameAs(array);
    }
  }

  @Test
  void should_find_arrays_again_after_many_steps_of_other_shapes() {
    Floats once;
    try (StepMemory step = pool.enter()) {
      once = StepMemory.take(7);
    }
    for (int i = 0; i < 200; i++) {
      try (StepMemory step = pool.enter()) {
        StepMemory.take(8 + i % 5);
      }
    }
    try (StepMemory step = pool.enter()) {
      assertThat(StepMemory.find(once.array())).isSameAs(once);
      assertThat(StepMemory.take(7)).isSameAs(once);
    }
  }

  @Test
  void should_hold_no_more_than_the_budget_where_shapes_change() {
    long most = MemoryBudget.ARRAYS.most();
    int large = Math.toIntExact(most / Float.BYTES / 10);
    Floats first = null;
    for (int i = 0; i < 60; i++) {
      try (StepMemory step = pool.enter()) {
        Floats array = StepMemory.take(large + i, 1);
        array.buffer().put(0, i);
        StepMemory.take(1 + i);
        first = first == null ? array : first;
      }
      assertThat(MemoryBudget.ARRAYS.held()).isLessThanOrEqualTo(most);
    }
    try (StepMemory step = pool.enter()) {
      assertThat(StepMemory.find(first.array())).isNull();
    }
  }

  @Test
  void should_keep_what_a_step_takes_however_much_it_is() {
    int large = Math.toIntExact(MemoryBudget.ARRAYS.most() / Float.BYTES);
    Floats first;
    Floats second;
    try (StepMemory step = pool.enter()) {
      first = StepMemory.take(large);
      second = StepMemory.take(large, 1);
    }
    try (StepMemory step = pool.enter()) {
      assertThat(StepMemory.take(large)).isSameAs(first);
      assertThat(StepMemory.take(large, 1)).isSameAs(second);
    }
    // other pools push it out when it is not used any more
    forget(pool);
  }

  private static void forget(StepMemory.Pool unused) {
    StepMemory.Pool other = new StepMemory.Pool();
    for (int i = 0; i < 20; i++) {
      try (StepMemory step = other.enter()) {
        StepMemory.take(5);
      }
    }
    assertThat(MemoryBudget.ARRAYS.held()).isLessThanOrEqualTo(MemoryBudget.ARRAYS.most());
    try (StepMemory step = unused.enter()) {
      assertThat(StepMemory.take(3).length()).isEqualTo(3);
    }
  }

  @Test
  void should_let_new_shapes_have_the_memory_of_old_ones() {
    int large = Math.toIntExact(MemoryBudget.ARRAYS.most() / Float.BYTES / 3);
    Set<Long> addresses = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      try (StepMemory step = pool.enter()) {
        addresses.add(StepMemory.take(large - i).address());
      }
    }
    assertThat(addresses).hasSizeLessThan(5);
  }

  @Test
  void should_tell_arrays_over_the_same_memory_apart() {
    try (StepMemory step = pool.enter()) {
      Floats array = StepMemory.take(2, 3);
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
    long before = MemoryBudget.ARRAYS.held();
    long bytes = MemoryBudget.ARRAYS.most() / 4;
    lose(Math.toIntExact(bytes / Float.BYTES));
    assertThat(MemoryBudget.ARRAYS.held()).isGreaterThanOrEqualTo(before + bytes);
    for (int i = 0; i < 50 && MemoryBudget.ARRAYS.held() >= before + bytes; i++) {
      System.gc();
      Thread.sleep(20);
      // pools look for lost ones when they grow
      new StepMemory.Pool().enter().close();
    }
    assertThat(MemoryBudget.ARRAYS.held()).isLessThan(before + bytes);
  }

  private static void lose(int length) {
    try (StepMemory step = new StepMemory.Pool().enter()) {
      StepMemory.take(length);
    }
  }

  @Test
  void should_make_new_arrays_outside_of_steps() {
    assertThat(StepMemory.take(5)).isNotSameAs(StepMemory.take(5));
  }
}
