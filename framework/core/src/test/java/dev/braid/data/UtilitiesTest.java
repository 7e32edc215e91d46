package dev.braid.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.StructureException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class UtilitiesTest {
  private static final float NAN = Float.NaN;

  @Test
  void should_pad_lists_and_other_types() {
    assertThat(PadSequences.of(List.of(List.of(1, 2), List.of(3))).toArray())
        .isDeepEqualTo(new int[][] {{1, 2}, {0, 3}});
    assertThat(PadSequences.of(new double[][] {{1}, {2, 3}}).value(0.5).toArray())
        .isDeepEqualTo(new double[][] {{0.5, 1}, {2, 3}});
    assertThat(PadSequences.of(new long[][] {{1}, {2, 3}}).post().toArray())
        .isDeepEqualTo(new long[][] {{1, 0}, {2, 3}});
  }

  @Test
  void should_refuse_paddings_that_mean_nothing() {
    assertThat(Refusal.ids(() -> PadSequences.of(new int[][] {{1}}).value(0.5)))
        .containsExactly("option");
    assertThat(Refusal.ids(() -> PadSequences.of(new int[][] {{1}}).maxLength(0)))
        .containsExactly("option");
    assertThat(Refusal.ids(() -> PadSequences.of(new int[][] {{1}, null})))
        .containsExactly("element-type");
  }

  @Test
  void should_refuse_a_label_that_has_no_category() {
    StructureException thrown = Refusal.of(() -> OneHotEncoding.of(new int[] {0, 3}, 3));

    assertThat(thrown).hasMessageContaining("from 0 to 2").hasMessageContaining("3 at [1]");
  }

  @Test
  void should_split_with_the_same_part_of_every_class() {
    int[] classes = IntStream.range(0, 40).map(i -> i % 4 == 0 ? 1 : 0).toArray();
    float[][] x = new float[40][1];
    Arrays.setAll(x, i -> new float[] {i});
    DataSplit.Parts<float[][], int[]> parts =
        DataSplit.of(x, classes).testSize(0.2).seed(4).stratify(classes).split();

    assertThat(parts.testY()).hasSize(8);
    assertThat(Arrays.stream(parts.testY()).sum()).isEqualTo(2);
    assertThat(Arrays.stream(parts.trainY()).sum()).isEqualTo(8);
    for (int i = 0; i < 8; i++) {
      assertThat(classes[(int) parts.testX()[i][0]]).isEqualTo(parts.testY()[i]);
    }
    assertThat(DataSplit.of(x, classes).testSize(0.2).seed(4).stratify(classes).split().testX())
        .isDeepEqualTo(parts.testX());
  }

  @Test
  void should_not_sort_a_stratified_split_by_class() {
    int[] classes = new int[60];
    Arrays.fill(classes, 30, 60, 1);
    DataSplit<int[], int[]> split = DataSplit.of(classes, classes).testSize(0.5).stratify(classes);

    for (int[] part : List.of(split.split().trainY(), split.split().testY())) {
      assertThat(Arrays.stream(part).sum()).isEqualTo(15);
      assertThat(Arrays.stream(part, 0, 15).sum()).isBetween(3, 12);
    }
    assertThat(split.inOrder().split().trainY()).isSorted();
  }

  @Test
  void should_split_data_of_any_form() {
    INDArray array = Nd4j.arange(8).reshape(4, 2);
    Map<String, Object> x = Map.of("a", array, "b", new double[] {0, 1, 2, 3});
    DataSplit.Parts<Map<String, Object>, List<Integer>> parts =
        DataSplit.of(x, List.of(0, 1, 2, 3)).inOrder().split();

    assertThat(parts.testY()).containsExactly(3);
    assertThat((double[]) parts.trainX().get("b")).containsExactly(0, 1, 2);
    assertThat(((INDArray) parts.testX().get("a")).toDoubleVector()).containsExactly(6, 7);
    assertThat(Refusal.ids(() -> DataSplit.of(new int[2], new int[3])))
        .containsExactly("sample-count");
    assertThat(
            Refusal.ids(() -> DataSplit.of(Map.of("a", new int[2], "b", new int[3]), new int[2])))
        .containsExactly("sample-count");
    assertThat(Refusal.ids(() -> DataSplit.of(new int[2], 0.5))).containsExactly("element-type");
    assertThat(Refusal.ids(() -> DataSplit.of(null, new int[2]))).containsExactly("element-type");
    assertThat(Refusal.ids(() -> DataSplit.of(new int[1], new int[1]).split()))
        .containsExactly("empty");
    assertThat(Refusal.ids(() -> DataSplit.of(new int[1], new int[1]).testSize(1)))
        .containsExactly("option");
  }

  @Test
  void should_scale_and_scale_back() {
    float[][] data = {{1, 10, 5}, {3, 30, 5}};
    MinMax scaler = MinMax.adapt(data);

    assertThat(scaler.transform(data)).isDeepEqualTo(new float[][] {{0, 0, 0}, {1, 1, 0}});
    assertThat(scaler.range(-1, 1).transform(new float[][] {{2, 10, 5}}))
        .isDeepEqualTo(new float[][] {{0, -1, -1}});
    assertThat(scaler.inverse(scaler.transform(data))).isDeepEqualTo(data);
    assertThat(Refusal.ids(() -> scaler.transform(new float[][] {{1}}))).containsExactly("ragged");
  }

  @Test
  void should_clean_copies_and_leave_the_original() {
    float[][] rows = {{1, NAN}, {3, 4}, {Float.POSITIVE_INFINITY, 6}, {8, 5}};

    assertThat(DataCleaning.replaceNonFinite(rows, -1)[0]).containsExactly(1, -1);
    assertThat(DataCleaning.imputeMean(rows))
        .isDeepEqualTo(new float[][] {{1, 5}, {3, 4}, {4, 6}, {8, 5}});
    assertThat(DataCleaning.imputeMedian(rows)[2]).containsExactly(3, 6);
    assertThat(rows[0][1]).isNaN();
    assertThat(Refusal.ids(() -> DataCleaning.imputeMean(new float[][] {{NAN}})))
        .containsExactly("element-type");
  }

  @Test
  void should_parse_strings_or_name_all_that_are_no_numbers() {
    assertThat(NumericStrings.parse(new String[] {" 1.5", "2e3 "})).containsExactly(1.5, 2000);
    StructureException thrown =
        Refusal.of(() -> NumericStrings.parse(new String[][] {{"1", "one"}, {null, "2"}}));

    assertThat(thrown.problems()).hasSize(2);
    assertThat(thrown)
        .hasMessageContaining("[0][1] is the string \"one\"")
        .hasMessageContaining("[1][0] is null");
  }
}
