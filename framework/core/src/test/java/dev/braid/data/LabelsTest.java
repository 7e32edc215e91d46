package dev.braid.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.DType;
import dev.braid.Eval;
import dev.braid.StructureException;
import dev.braid.data.signature.InputSpec;
import dev.braid.data.signature.ModelSignature;
import dev.braid.data.signature.OutputSpec;
import dev.braid.internal.data.Minibatch;
import dev.braid.losses.TargetKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class LabelsTest {
  private static final float[][] X = new float[3][3];

  static List<Arguments> mistakes() {
    return List.of(
        Arguments.of("label-range", TargetKind.CLASS_INDEX, 4, new int[] {2, 1, 4}, "from 0, not"),
        Arguments.of("label-range", TargetKind.CLASS_INDEX, 4, new int[] {0, -1, 1}, "-1 at [1]"),
        Arguments.of("label-range", TargetKind.CLASS_INDEX, 4, new float[] {0, 1.5f, 1}, "1.5"),
        Arguments.of("label-range", TargetKind.PROBABILITY, 1, new int[] {0, 1, 2}, "2 at [2]"),
        Arguments.of("label-range", TargetKind.SIGN, 1, new int[] {0, 1, -1}, "-1 and 0"),
        Arguments.of("label-range", TargetKind.SIGN, 1, new float[] {0.5f, 1, 1}, "0.5"),
        Arguments.of("label-range", TargetKind.ONE_HOT, 2, new int[3][], "2"),
        Arguments.of(
            "one-hot-or-index",
            TargetKind.CLASS_INDEX,
            4,
            new float[3][4],
            "categoricalCrossentropy()"),
        Arguments.of(
            "one-hot-or-index",
            TargetKind.ONE_HOT,
            4,
            new int[] {0, 1, 3},
            "sparseCategoricalCrossentropy(), or pass toCategorical(labels, 4)"),
        Arguments.of("target-shape", TargetKind.ONE_HOT, 4, new float[] {0.5f, 1, 3}, "one-hot"),
        Arguments.of("target-shape", TargetKind.VALUES, 1, new float[3][4], "(?, 1)"),
        Arguments.of("target-shape", TargetKind.VALUES, 4, new float[3], "(?, 4)"),
        Arguments.of("target-shape", TargetKind.VALUES, 4, new float[3][1], "(?, 4)"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("mistakes")
  void should_refuse(String id, TargetKind kind, int width, Object y, String word) {
    Object target = y instanceof int[][] ? new int[][] {{0, 1}, {2, 0}, {1, 0}} : y;
    ModelSignature model =
        Models.one(InputSpec.of("features", 3), OutputSpec.of("label", kind, "loss()", width));

    StructureException thrown =
        Refusal.of(() -> PreparedData.of(model).evaluate(X, target, Eval.defaults()));

    assertThat(thrown.problems()).extracting("id").containsExactly(id);
    assertThat(thrown).hasMessageContaining(word);
  }

  @Test
  void should_hand_ids_on_in_the_type_that_the_model_computes_with() {
    Minibatch batch = PreparedData.of(ids()).predictOnBatch(new int[][] {{1, 2}, {9, 0}});

    assertThat(batch.x().get(0)).isEqualTo(Nd4j.createFromArray(new float[][] {{1, 2}, {9, 0}}));
  }

  @Test
  void should_refuse_integers_that_the_model_would_round() {
    InputSpec big = new InputSpec("visitor", new long[] {2}, DType.INT32, -1);
    ModelSignature model = Models.one(big, OutputSpec.of("label", TargetKind.VALUES, "loss()", 1));
    int[][] ids = {{1, 1 << 24}, {(1 << 24) + 1, 3}};
    double[][] doubles = {{1, 1 << 24}, {(1 << 24) + 1, 3}};

    for (Object x : List.of(ids, doubles)) {
      assertThat(Refusal.of(() -> PreparedData.of(model).predictOnBatch(x)))
          .hasMessageContaining("numbers that float32 can hold")
          .hasMessageContaining("16777217 at [1][0]")
          .hasMessageContaining("renumber ids from 0");
    }
    long[][] hashes = {{1, Long.MAX_VALUE}};
    InputSpec wide = new InputSpec("visitor", new long[] {2}, DType.INT64, -1);
    ModelSignature hashed =
        Models.one(wide, OutputSpec.of("label", TargetKind.VALUES, "loss()", 1));
    assertThat(Refusal.of(() -> PreparedData.of(hashed, DataType.DOUBLE).predictOnBatch(hashes)))
        .hasMessageContaining("9223372036854775807 at [0][1]")
        .hasMessageContaining("float64 holds integers to 2^53");
  }

  @Test
  void should_refuse_ids_that_the_embedding_does_not_know() {
    assertThat(
            Refusal.of(() -> PreparedData.of(ids()).predictOnBatch(new int[][] {{1, 2}, {3, 10}})))
        .hasMessageContaining("1 of 4 ids, the first 10 at [1][1]")
        .hasMessageContaining("inputDim 10");
    assertThat(Refusal.ids(() -> PreparedData.of(ids()).predictOnBatch(new float[][] {{1, 2.5f}})))
        .containsExactly("id-range");
    assertThat(
            Refusal.ids(() -> PreparedData.of(ids()).predictOnBatch(new long[][] {{1, 1L << 40}})))
        .containsExactly("id-range");
  }

  @Test
  void should_refuse_fractions_for_an_input_of_integers() {
    ModelSignature whole =
        Models.one(
            new InputSpec("count", new long[] {2}, DType.INT32, -1),
            OutputSpec.of("y", TargetKind.VALUES, "mse()", 1));

    assertThat(Refusal.of(() -> PreparedData.of(whole).predictOnBatch(new double[][] {{1, 2.5}})))
        .hasMessageContaining("2.5 at [0][1]");
  }

  @Test
  void should_compute_in_double_where_the_model_does() {
    Minibatch batch =
        PreparedData.of(Models.features(), DataType.DOUBLE)
            .trainOnBatch(new int[][] {{1, 2, 16_777_217}}, new float[1], null);

    assertThat(batch.x().get(0).dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(batch.x().get(0).getDouble(2)).isEqualTo(16_777_217);
  }

  private static ModelSignature ids() {
    return Models.one(
        new InputSpec("text", new long[] {-1}, DType.FLOAT32, 10),
        OutputSpec.of("y", TargetKind.VALUES, "mse()", 1));
  }
}
