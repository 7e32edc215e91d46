package dev.braid.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumpyShuffleTest {

  @Test
  void should_shuffle_as_numpy_does() {
    assertThat(new NumpyShuffle(113).order(20))
        .containsExactly(14, 11, 19, 17, 1, 4, 8, 3, 13, 15, 16, 9, 0, 7, 6, 18, 12, 10, 2, 5);
    assertThat(new NumpyShuffle(113).order(1000))
        .startsWith(641, 987, 187, 779, 848)
        .endsWith(876, 586, 162, 732, 165);
  }

  @Test
  void should_give_another_order_with_every_call() {
    NumpyShuffle shuffle = new NumpyShuffle(1);

    assertThat(shuffle.order(50)).isNotEqualTo(shuffle.order(50));
    assertThat(shuffle.order(0)).isEmpty();
    assertThat(shuffle.order(1)).containsExactly(0);
  }
}
