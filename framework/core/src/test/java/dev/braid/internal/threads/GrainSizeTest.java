package dev.braid.internal.threads;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrainSizeTest {
  @Test
  void should_say_how_many_items_have_the_work_of_a_grain() {
    assertThat(GrainSize.MOVED_ELEMENTS.items(1)).isEqualTo(32_768);
    assertThat(GrainSize.MOVED_ELEMENTS.items(1000)).isEqualTo(32);
    assertThat(GrainSize.COMPUTED_ELEMENTS.items(16_384)).isEqualTo(1);
  }

  @Test
  void should_give_at_least_one_item_to_a_thread() {
    assertThat(GrainSize.MOVED_ELEMENTS.items(1L << 40)).isEqualTo(1);
    assertThat(GrainSize.TASKS.items(7)).isEqualTo(1);
  }

  @Test
  void should_count_items_without_work_as_having_some() {
    assertThat(GrainSize.RECURRENT_SAMPLES.items(0)).isEqualTo(4);
  }

  @Test
  void should_give_each_thread_a_grain_at_least() {
    assertThat(GrainSize.MULTIPLICATIONS.threads(0)).isEqualTo(1);
    assertThat(GrainSize.MULTIPLICATIONS.threads((2L << 21) - 1)).isEqualTo(1);
    assertThat(GrainSize.MULTIPLICATIONS.threads(2L << 21)).isEqualTo(Math.min(2, Workers.COUNT));
    assertThat(GrainSize.MULTIPLICATIONS.threads(Long.MAX_VALUE)).isEqualTo(Workers.COUNT);
  }
}
