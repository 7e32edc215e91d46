package dev.braid.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.Eval;
import dev.braid.Fit;
import dev.braid.StructureException;
import dev.braid.data.signature.InputSpec;
import dev.braid.data.signature.ModelSignature;
import dev.braid.data.signature.OutputSpec;
import dev.braid.internal.data.DataLoader;
import dev.braid.internal.data.Minibatch;
import dev.braid.internal.data.TrainingData;
import dev.braid.losses.TargetKind;
import dev.braid.notices.Notices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class WeightsAndGapsTest {
  private static final float[][] X = new float[4][3];
  private static final Fit ONCE = Fit.forEpochs(1).shuffle(false);

  @Test
  void should_give_one_array_of_weights_to_every_output() {
    Minibatch batch =
        first(
            Models.twoOutputs(),
            List.of(new int[] {0, 1, 0, 1}, new float[4]),
            ONCE.sampleWeight(new double[] {1, 2, 3, 4}));

    assertThat(floats(batch.w().get(0))).containsExactly(1, 2, 3, 4);
    assertThat(floats(batch.w().get(1))).containsExactly(1, 2, 3, 4);
  }

  @Test
  void should_multiply_class_weights_with_sample_weights() {
    Minibatch batch =
        first(
            Models.classes(),
            new int[] {0, 1, 3, 1},
            ONCE.sampleWeight(new float[][] {{1}, {2}, {3}, {4}})
                .classWeight(Map.of(1, 10.0, 3, 0.5)));

    assertThat(floats(batch.w().get(0))).containsExactly(1, 20, 1.5f, 40);
  }

  @Test
  void should_weight_classes_of_one_output_among_several() {
    Minibatch batch =
        first(
            Models.twoOutputs(),
            List.of(new int[] {0, 1, 0, 1}, new float[4]),
            ONCE.classWeight("kind", Map.of(1, 2.0)));

    assertThat(floats(batch.w().get(0))).containsExactly(1, 2, 1, 2);
    assertThat(batch.w().get(1)).isNull();
  }

  @Test
  void should_weight_classes_written_as_one_hot_rows_or_probabilities() {
    ModelSignature oneHot =
        Models.one(
            InputSpec.of("features", 3),
            OutputSpec.of("label", TargetKind.ONE_HOT, "categoricalCrossentropy()", 2));
    ModelSignature binary =
        Models.one(
            InputSpec.of("features", 3),
            OutputSpec.of("label", TargetKind.PROBABILITY, "binaryCrossentropy()", 1));
    Fit fit = ONCE.classWeight(Map.of(0, 0.7, 1, 1.6));

    assertThat(floats(first(oneHot, new int[][] {{0, 1}, {1, 0}, {1, 0}, {0, 1}}, fit).w().get(0)))
        .containsExactly(1.6f, 0.7f, 0.7f, 1.6f);
    Minibatch second = first(binary, new boolean[] {true, false, false, true}, fit);
    assertThat(floats(second.w().get(0))).containsExactly(1.6f, 0.7f, 0.7f, 1.6f);
    assertThat(second.w().get(0).shape()).containsExactly(4);
  }

  @Test
  void should_weight_classes_of_every_step_of_a_sequence() {
    ModelSignature tags =
        Models.one(
            InputSpec.of("features", 3),
            OutputSpec.of("tag", TargetKind.CLASS_INDEX, "sparseCategoricalCrossentropy()", 2, 3));
    Minibatch batch =
        first(
            tags,
            new int[][] {{0, 1}, {2, 1}, {0, 0}, {2, 2}},
            ONCE.sampleWeight(new float[] {1, 2, 3, 4}).classWeight(Map.of(2, 5.0)));

    assertThat(batch.w().get(0).shape()).containsExactly(4, 2);
    assertThat(floats(batch.w().get(0))).containsExactly(1, 1, 10, 2, 3, 3, 20, 20);
  }

  @Test
  void should_accept_weights_with_axes_of_size_1_as_keras_does() {
    ModelSignature pixels =
        Models.one(InputSpec.of("features", 3), OutputSpec.of("y", TargetKind.VALUES, "", 2, 3, 5));
    float[][][][] y = new float[4][2][3][5];

    assertThat(weighted(pixels, y, new float[4][1][1]).shape()).containsExactly(4);
    assertThat(weighted(pixels, y, new float[4][1][1][1]).shape()).containsExactly(4);
    assertThat(weighted(pixels, y, new float[4][2][3]).shape()).containsExactly(4, 2, 3);
    assertThat(weighted(pixels, y, new float[4][2][3][1]).shape()).containsExactly(4, 2, 3);
    assertThat(weighted(pixels, y, new float[4][1][3]).shape()).containsExactly(4, 1, 3);
    assertThat(weighted(pixels, y, new float[4][2][1]).shape()).containsExactly(4, 2, 1);
    assertThat(weighted(Models.features(), new float[4], new float[4][1][1]).shape())
        .containsExactly(4);
    for (Object wrong :
        List.of(new float[4][2], new float[4][3][2], new float[4][2][3][5], new float[4][2][2])) {
      assertThat(Refusal.ids(() -> weighted(pixels, y, wrong))).containsExactly("weight-shape");
    }
  }

  private static INDArray weighted(ModelSignature model, Object y, Object weights) {
    return first(model, y, ONCE.sampleWeight(weights)).w().get(0);
  }

  @Test
  void should_accept_class_weights_for_classes_that_no_label_has() {
    List<String> shown = new ArrayList<>();
    Notices.on();
    try (Notices.Subscription subscription =
        Notices.listen(notice -> shown.add(notice.message()))) {
      Minibatch batch =
          first(
              Models.classes(),
              new int[] {0, 1, 1, 0},
              ONCE.classWeight(Map.of(0, 2.0, 1, 1.0, 3, 0.5)));

      assertThat(floats(batch.w().get(0))).containsExactly(2, 1, 1, 2);
    } finally {
      Notices.on();
    }
    assertThat(shown)
        .containsExactly(
            "\"label\": no label is of class 3, so the class weight has no"
                + " effect; the labels are of the classes [0, 1]. Check how the classes are"
                + " numbered.");
  }

  @Test
  void should_refuse_weights_that_belong_to_nothing() {
    assertThat(weights(Models.classes(), ONCE.classWeight(Map.of(7, 1.0))))
        .containsExactly("class-weight");
    assertThat(weights(Models.features(), ONCE.classWeight(Map.of(0, 1.0))))
        .containsExactly("class-weight");
    assertThat(weights(Models.classes(), ONCE.classWeight("labels", Map.of(0, 1.0))))
        .containsExactly("unknown-weight");
    assertThat(weights(Models.classes(), ONCE.classWeight(Map.of(0, -1.0))))
        .containsExactly("weight-value");
    assertThat(weights(Models.classes(), ONCE.sampleWeight(new float[] {1, 1, -1, 1})))
        .containsExactly("weight-value");
    assertThat(weights(Models.classes(), ONCE.sampleWeight(new float[4][2])))
        .containsExactly("weight-shape");
    assertThat(weights(Models.classes(), ONCE.sampleWeight(new float[3])))
        .containsExactly("sample-count");
    assertThat(weights(Models.classes(), ONCE.sampleWeight(Map.of("lable", new float[4]))))
        .containsExactly("missing-weight", "unknown-weight");
    assertThat(weights(Models.classes(), ONCE.sampleWeight(new float[] {1, 1, Float.NaN, 1})))
        .containsExactly("not-finite");
  }

  @Test
  void should_count_samples_of_outputs_without_weights_once() {
    float[] weights = {1, 2, 3, 4};
    Minibatch batch =
        first(
            Models.twoOutputs(),
            List.of(new int[4], new float[4]),
            ONCE.sampleWeight(Map.of("amount", weights)));

    assertThat(batch.w().get(0)).isNull();
    assertThat(floats(batch.w().get(1))).containsExactly(1, 2, 3, 4);
  }

  @Test
  void should_mask_rows_that_are_left_out() {
    Minibatch batch = first(Models.features(), new float[][] {{1}, null, {3}, {4}}, ONCE);

    assertThat(floats(batch.y().get(0))).containsExactly(1, 0, 3, 4);
    assertThat(floats(batch.yMask().get(0))).containsExactly(1, 0, 1, 1);
  }

  @Test
  void should_mask_what_is_not_a_number_only_where_the_user_says_so() {
    float[] y = {1, Float.NaN, 3, 4};
    Minibatch batch = first(Models.features(), y, ONCE.missingTargets());

    assertThat(floats(batch.y().get(0))).containsExactly(1, 0, 3, 4);
    assertThat(floats(batch.yMask().get(0))).containsExactly(1, 0, 1, 1);
    assertThat(y[1]).isNaN();
    assertThat(Refusal.ids(() -> first(Models.features(), y, ONCE))).containsExactly("not-finite");
    Double[] boxed = {1.0, null, 3.0, 4.0};
    assertThat(Refusal.ids(() -> first(Models.features(), boxed, ONCE)))
        .containsExactly("element-type");
    assertThat(floats(first(Models.features(), boxed, ONCE.missingTargets()).yMask().get(0)))
        .containsExactly(1, 0, 1, 1);
  }

  @Test
  void should_follow_the_gaps_when_samples_are_shuffled() {
    float[][] x = new float[50][3];
    float[][] y = new float[50][];
    for (int i = 0; i < 50; i++) {
      x[i][0] = i;
      y[i] = i % 3 == 0 ? null : new float[] {i};
    }
    try (TrainingData<Minibatch> training =
        PreparedData.of(Models.features()).fit(x, y, Fit.forEpochs(1).batchSize(7))) {
      DataLoader.BatchIterator<Minibatch> pass = training.train().pass(3);
      int counted = 0;
      while (pass.hasNext()) {
        Minibatch batch = pass.next();
        for (int row = 0; row < batch.rows(); row++) {
          int sample = batch.x().get(0).getInt(row, 0);
          assertThat(batch.yMask().get(0).getInt(row)).isEqualTo(sample % 3 == 0 ? 0 : 1);
          assertThat(batch.y().get(0).getInt(row)).isEqualTo(sample % 3 == 0 ? 0 : sample);
          counted++;
        }
      }
      assertThat(counted).isEqualTo(50);
    }
  }

  @Test
  void should_hand_on_the_masks_of_a_data_set() {
    INDArray mask = Nd4j.createFromArray(new float[][] {{1}, {0}, {1}, {1}});
    DataSet set = new DataSet(Nd4j.rand(4, 3), Nd4j.rand(4, 1), null, mask);
    Minibatch batch =
        PreparedData.of(Models.features()).evaluate(set, Eval.defaults()).pass(0).next();

    assertThat(batch.yMask().get(0).shape()).containsExactly(4);
    assertThat(floats(batch.yMask().get(0))).containsExactly(1, 0, 1, 1);
  }

  @Test
  void should_split_off_the_tail_before_shuffling() {
    float[][] x = new float[10][3];
    Arrays.setAll(x, i -> new float[] {i, i, i});
    try (TrainingData<Minibatch> training =
        PreparedData.of(Models.features())
            .fit(x, new float[10], Fit.forEpochs(1).validationSplit(0.25).batchSize(4))) {
      assertThat(training.train().steps()).isEqualTo(2);
      Minibatch held = training.validations().get("").pass(0).next();
      assertThat(held.x().get(0).getColumn(0).toFloatVector()).containsExactly(7, 8, 9);
      double sum = 0;
      DataLoader.BatchIterator<Minibatch> pass = training.train().pass(0);
      while (pass.hasNext()) {
        sum += pass.next().x().get(0).getColumn(0).sumNumber().doubleValue();
      }
      assertThat(sum).isCloseTo(21, within(1e-6));
    }
  }

  @Test
  void should_split_with_the_same_part_of_every_class_where_asked() {
    int[] labels = new int[40];
    Arrays.setAll(labels, i -> i < 10 ? 1 : 0);
    try (TrainingData<Minibatch> training =
        PreparedData.of(Models.classes())
            .fit(new float[40][3], labels, Fit.forEpochs(1).stratifiedValidationSplit(0.2))) {
      Minibatch held = training.validations().get("").pass(0).next();

      assertThat(held.rows()).isEqualTo(8);
      assertThat(held.y().get(0).sumNumber().intValue()).isEqualTo(2);
    }
  }

  @Test
  void should_name_the_validation_set_in_what_is_wrong_with_it() {
    StructureException thrown =
        Refusal.of(
            () ->
                PreparedData.of(Models.features())
                    .fit(
                        X,
                        new float[4],
                        ONCE.validationData(new float[4][2], new float[4])
                            .validationData("holdout", X, new float[4][5])));

    assertThat(thrown)
        .hasMessageContaining("\"validation: features\"")
        .hasMessageContaining("\"validation holdout: y\"");
  }

  @Test
  void should_refuse_a_split_that_leaves_a_side_empty() {
    assertThat(
            Refusal.ids(
                () ->
                    PreparedData.of(Models.features())
                        .fit(new float[1][3], new float[1], ONCE.validationSplit(0.5))))
        .containsExactly("empty");
  }

  private static List<String> weights(ModelSignature model, Fit fit) {
    Object y =
        model.outputs().get(0).target() == TargetKind.VALUES
            ? new float[4]
            : new int[] {0, 1, 0, 1};
    return Refusal.ids(() -> PreparedData.of(model).fit(X, y, fit));
  }

  private static Minibatch first(ModelSignature model, Object y, Fit fit) {
    try (TrainingData<Minibatch> training = PreparedData.of(model).fit(X, y, fit)) {
      return training.train().pass(0).next();
    }
  }

  private static float[] floats(INDArray array) {
    return array.dup('c').data().asFloat();
  }
}
