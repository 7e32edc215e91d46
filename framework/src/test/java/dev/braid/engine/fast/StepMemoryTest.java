package dev.braid.engine.fast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.environment.Environment;
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
  void should_give_up_arrays_whose_shape_does_not_come_back() {
    Floats once;
    try (StepMemory step = pool.enter()) {
      once = StepMemory.take(7);
    }
    for (int i = 0; i < 200; i++) {
      try (StepMemory step = pool.enter()) {
        StepMemory.take(8);
      }
    }
    try (StepMemory step = pool.enter()) {
      assertThat(StepMemory.find(once.array())).isNull();
      assertThat(StepMemory.take(7)).isNotSameAs(once);
    }
  }

  @Test
  void should_make_new_arrays_outside_of_steps() {
    assertThat(StepMemory.take(5)).isNotSameAs(StepMemory.take(5));
  }
}
