package dev.braid.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Batch;
import dev.braid.Fit;
import dev.braid.StructureException;
import dev.braid.data.signature.ModelSignature;
import dev.braid.internal.data.DataLoader;
import dev.braid.internal.data.Minibatch;
import dev.braid.internal.data.TrainingData;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WrongStructuresTest {
  private static final float[][] TEXT = new float[100][100];
  private static final float[][] NUMERIC = new float[100][5];
  private static final float[][] TARGET = new float[100][1];
  private static final float[][] HOLES = holes();

  static List<Arguments> mistakes() {
    return List.of(
        Arguments.of("merged-inputs", new float[100][105], TARGET, "105 = 100 + 5"),
        Arguments.of("input-count", List.of(TEXT), TARGET, "numeric_input"),
        Arguments.of(
            "missing-input",
            Map.of("text_input", TEXT, "numeric", NUMERIC),
            TARGET,
            "Did you mean \"numeric_input\" for \"numeric\"?"),
        Arguments.of(
            "unknown-input",
            Map.of("text_input", TEXT, "numeric_input", NUMERIC, "age", NUMERIC),
            TARGET,
            "age"),
        Arguments.of("shape", List.of(NUMERIC, TEXT), TARGET, "(?, 100)"),
        Arguments.of("target-shape", List.of(TEXT, NUMERIC), new float[100][4], "(?, 1)"),
        Arguments.of("sample-count", List.of(TEXT, new float[99][5]), TARGET, "99"),
        Arguments.of("element-type", List.of(TEXT, new String[100][5]), TARGET, "numeric_input"),
        Arguments.of(
            "ragged", List.of(TEXT, new float[][] {{1, 2, 3, 4, 5}, {1, 2}}), TARGET, "[1] has 2"),
        Arguments.of(
            "batched-list",
            List.of(List.of(new float[50][100], new float[50][100]), NUMERIC),
            TARGET,
            "text_input"),
        Arguments.of("not-finite", List.of(TEXT, HOLES), TARGET, "[41][3]"),
        Arguments.of(
            "empty", List.of(new float[0][100], new float[0][5]), new float[0][1], "samples"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void should_refuse(String id, Object x, Object y, String word) {
    PreparedData intake = PreparedData.of(Models.textAndNumbers());

    StructureException thrown = Refusal.of(() -> intake.fit(x, y, Fit.forEpochs(1)));

    assertThat(thrown.problems()).extracting("id").contains(id);
    assertThat(thrown).hasMessageContaining(word);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void should_refuse_the_same_in_a_batch_of_a_stream(String id, Object x, Object y, String word) {
    List<Batch> batches = List.of(Batch.of(List.of(TEXT, NUMERIC), TARGET), Batch.of(x, y));
    try (TrainingData<Minibatch> training =
        PreparedData.of(Models.textAndNumbers()).fit(batches, Fit.forEpochs(1))) {
      DataLoader.BatchIterator<Minibatch> pass = training.train().pass(0);
      pass.next();

      StructureException thrown = Refusal.of(pass::next);

      assertThat(thrown.problems()).extracting("id").contains(id);
      assertThat(thrown).hasMessageContaining(word).hasMessageContaining("batch 2");
    }
  }

  @Test
  void should_tell_several_mistakes_at_once() {
    List<String> ids =
        Refusal.ids(
            () ->
                PreparedData.of(Models.textAndNumbers())
                    .fit(
                        Map.of("text_input", HOLES, "numeric_inputs", NUMERIC),
                        new float[99][4],
                        Fit.forEpochs(0).batchSize(0).validationSplit(1.5)));

    assertThat(ids)
        .containsExactlyInAnyOrder(
            "option",
            "option",
            "option",
            "missing-input",
            "unknown-input",
            "shape",
            "not-finite",
            "target-shape",
            "sample-count");
  }

  @Test
  void should_refuse_a_model_that_is_not_compiled() {
    ModelSignature known = Models.textAndNumbers();
    ModelSignature fresh = new ModelSignature("model", known.inputs(), known.outputs(), false);

    assertThat(
            Refusal.ids(
                () -> PreparedData.of(fresh).fit(List.of(TEXT, NUMERIC), TARGET, Fit.forEpochs(1))))
        .containsExactly("not-compiled");
    assertThat(
            Refusal.ids(
                () -> PreparedData.of(fresh).fit(Collections.emptyIterator(), Fit.forEpochs(1))))
        .containsExactly("not-compiled");
    Fit weighted = Fit.forEpochs(1).classWeight("unknown", Map.of(0, 1.0));
    assertThat(
            Refusal.ids(() -> PreparedData.of(fresh).fit(List.of(TEXT, NUMERIC), TARGET, weighted)))
        .as("what compile settles is not checked before")
        .containsExactly("not-compiled");
  }

  private static float[][] holes() {
    float[][] holes = new float[100][5];
    holes[41][3] = Float.NaN;
    return holes;
  }
}
