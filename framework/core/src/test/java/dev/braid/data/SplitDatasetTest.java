package dev.braid.data;

import static dev.braid.Braid.splitDataset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Batch;
import dev.braid.BatchSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitDatasetTest {
  private static final int[] TEN = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

  /** Sizes as Keras 3.15.1's split_dataset gives them for ten samples; -1 is None. */
  @ParameterizedTest
  @CsvSource({
    "0.8, -1, 8, 2",
    "0.25, -1, 2, 8",
    "0.35, -1, 4, 6",
    "0.75, -1, 8, 2",
    "-1, 0.3, 7, 3",
    "3, -1, 3, 7",
    "-1, 4, 6, 4",
    "0.5, 0.2, 5, 2",
    "3, 2, 3, 2"
  })
  void should_round_as_keras_does(double left, double right, int first, int last) {
    SplitDataset<int[]> split = splitDataset(TEN);
    split = left < 0 ? split : split.left(left);
    split = right < 0 ? split : split.right(right);

    assertThat(split.split().left()).containsExactly(Arrays.copyOf(TEN, first));
    assertThat(split.split().right()).containsExactly(Arrays.copyOfRange(TEN, 10 - last, 10));
  }

  @Test
  void should_give_every_sample_to_one_side_when_shuffled() {
    SplitDataset.Parts<int[]> parts = splitDataset(TEN).left(0.6).shuffled(3).split();

    assertThat(parts.left()).hasSize(6).isNotEqualTo(Arrays.copyOf(TEN, 6));
    assertThat(parts.right()).doesNotContain(parts.left());
    assertThat(splitDataset(TEN).left(0.6).shuffled(3).split().left()).isEqualTo(parts.left());
  }

  @Test
  void should_split_maps_lists_and_sources_of_batches() {
    assertThat(splitDataset(Map.of("a", TEN)).left(2).split().right().get("a")).hasSize(8);
    assertThat(splitDataset(List.of("x", "y", "z")).right(1).split().left())
        .containsExactly("x", "y");
    BatchSource source =
        new BatchSource() {
          @Override
          public int size() {
            return 5;
          }

          @Override
          public Batch get(int index) {
            return Batch.of(new int[] {index}, null);
          }
        };
    BatchSource right = splitDataset(source).left(0.6).split().right();
    assertThat(right.size()).isEqualTo(2);
    assertThat(right.get(0).x()).isEqualTo(new int[] {3});
  }

  @Test
  void should_refuse_sizes_that_leave_nothing() {
    assertThatThrownBy(() -> splitDataset(TEN).split()).hasMessageContaining("[option]  \"left\"");
    assertThatThrownBy(() -> splitDataset(TEN).left(10).split())
        .hasMessageContaining("a share between 0 and 1, or a number from 1 to 9, received 10.0");
    assertThatThrownBy(() -> splitDataset(TEN).left(1.5).split()).hasMessageContaining("[option]");
    assertThatThrownBy(() -> splitDataset(TEN).left(0.04).split())
        .hasMessageContaining(
            "[empty]  \"left\": 0.04 of 10 samples leaves none to be the left part");
    assertThatThrownBy(() -> splitDataset(TEN).left(0.7).right(0.7).split())
        .hasMessageContaining("\"left + right\": expected at most 10, received 7 + 7");
  }
}
