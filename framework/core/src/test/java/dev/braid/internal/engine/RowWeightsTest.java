package dev.braid.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class RowWeightsTest {
  private static final long[] IMAGES = {2, 2, 3, 5};

  @Test
  void should_keep_one_number_for_each_block_of_rows() {
    assertThat(RowWeights.of(Nd4j.createFromArray(2f, 3f), null, IMAGES)).containsExactly(2, 3);
    assertThat(RowWeights.of(Nd4j.createFromArray(new float[][] {{2}, {3}}), null, IMAGES))
        .containsExactly(2, 3);
    assertThat(RowWeights.of(null, null, IMAGES)).isNull();
  }

  @Test
  void should_spread_an_axis_of_size_1_that_others_follow() {
    assertThat(
            RowWeights.of(
                Nd4j.createFromArray(new float[][][] {{{1, 2, 3}}, {{4, 5, 6}}}), null, IMAGES))
        .containsExactly(1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6);
  }

  @Test
  void should_multiply_weights_and_mask_whichever_is_finer() {
    float[][] steps = {{1, 0, 1}, {0, 1, 1}};
    float[] samples = {2, 3};
    long[] sequences = {2, 3, 4};
    assertThat(RowWeights.of(Nd4j.createFromArray(samples), Nd4j.createFromArray(steps), sequences))
        .containsExactly(2, 0, 2, 0, 3, 3);
    assertThat(RowWeights.of(Nd4j.createFromArray(steps), Nd4j.createFromArray(samples), sequences))
        .containsExactly(2, 0, 2, 0, 3, 3);
  }
}
