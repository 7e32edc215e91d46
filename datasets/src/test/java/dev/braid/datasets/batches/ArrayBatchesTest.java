package dev.braid.datasets.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArrayBatchesTest {
  private static final int[] NUMBERS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

  @Test
  void should_split_arrays_into_batches() {
    ArrayBatches batches = ArrayBatches.of(new float[10][2], NUMBERS).batchSize(4);

    assertThat(batches.size()).isEqualTo(3);
    assertThat((int[]) batches.get(2).y()).containsExactly(8, 9);
    assertThat((float[][]) batches.get(2).x()).hasDimensions(2, 2);
    assertThat(ArrayBatches.of(NUMBERS, null).get(0).y()).isNull();
  }

  @Test
  void should_accept_any_batch_size() {
    ArrayBatches arrays = ArrayBatches.of(new float[10][2], NUMBERS).batchSize(Integer.MAX_VALUE);
    PackedBatches packed =
        new PackedBatches(sample -> new float[][][] {{{sample}}}, NUMBERS, Integer.MAX_VALUE);

    assertThat(arrays.size()).isEqualTo(1);
    assertThat((int[]) arrays.get(0).y()).isEqualTo(NUMBERS);
    assertThat(packed.size()).isEqualTo(1);
    assertThat((int[]) packed.get(0).y()).isEqualTo(NUMBERS);
  }

  @Test
  void should_keep_named_arrays_together_when_shuffled() {
    ArrayBatches batches =
        ArrayBatches.of(Map.of("x", NUMBERS), Map.of("y", NUMBERS)).batchSize(10).shuffled(3);
    int[] first = (int[]) ((Map<?, ?>) batches.get(0).x()).get("x");

    assertThat((int[]) ((Map<?, ?>) batches.get(0).y()).get("y")).isEqualTo(first);
    assertThat(first).isNotEqualTo(NUMBERS).containsExactlyInAnyOrder(NUMBERS);
    batches.onEpochEnd();
    assertThat((int[]) ((Map<?, ?>) batches.get(0).x()).get("x")).isNotEqualTo(first);
  }

  @Test
  void should_unpack_images_batch_by_batch() {
    PackedBatches batches =
        new PackedBatches(sample -> new float[][][] {{{sample}}}, NUMBERS, 4).shuffled(2);

    assertThat(batches.size()).isEqualTo(3);
    List<Integer> seen = new ArrayList<>();
    for (int index = 0; index < 3; index++) {
      float[][][][] x = (float[][][][]) batches.get(index).x();
      int[] y = (int[]) batches.get(index).y();
      for (int i = 0; i < y.length; i++) {
        assertThat(x[i][0][0]).containsExactly(y[i]);
        seen.add(y[i]);
      }
    }
    assertThat(seen)
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
        .isNotEqualTo(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
    int[] before = (int[]) batches.get(0).y();
    batches.onEpochEnd();
    assertThat((int[]) batches.get(0).y()).isNotEqualTo(before);
  }

  @Test
  void should_reject_arrays_of_different_lengths() {
    assertThatThrownBy(() -> ArrayBatches.of(new float[9], NUMBERS))
        .hasMessageContaining("the same number of samples");
    assertThatThrownBy(() -> ArrayBatches.of("text", NUMBERS))
        .hasMessageContaining("expected an array such as float[][]");
  }
}
