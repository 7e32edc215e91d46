package dev.braid.internal.data.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Batch;
import dev.braid.BatchSource;
import dev.braid.Eval;
import dev.braid.Fit;
import dev.braid.data.Models;
import dev.braid.data.PreparedData;
import dev.braid.data.Refusal;
import dev.braid.data.signature.InputSpec;
import dev.braid.data.signature.ModelSignature;
import dev.braid.data.signature.OutputSpec;
import dev.braid.losses.TargetKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The full text of what is wrong with targets, weights, masks, streams and validation data. */
class CallTextsTest {
  private static final float[][] X = new float[4][3];
  private static final float[] Y = new float[4];
  private static final Fit ONCE = Fit.forEpochs(1).shuffle(false);
  private static final ModelSignature BINARY =
      Models.one(
          InputSpec.of("features", 3),
          OutputSpec.of("label", TargetKind.PROBABILITY, "binaryCrossentropy()", 1));

  private static final BatchSource BACKWARDS =
      new BatchSource() {
        @Override
        public int size() {
          return -1;
        }

        @Override
        public Batch get(int index) {
          throw new AssertionError("there is none");
        }
      };

  @Test
  void should_tell_target_shape_of_samples_along_the_wrong_axis() {
    assertThat(
            Refusal.of(
                () -> PreparedData.of(Models.features()).trainOnBatch(X, new float[1][4], null)))
        .hasMessage(
            """
            trainOnBatch(x, y) does not fit the model "model":
              [target-shape]  "y": expected (?, 1) for mse(), received float[1][4]. The samples lie along the wrong axis: array(y).transpose().
              [sample-count]  4 samples in "features", 1 in "y".
              See src/docs/errors.md#target-shape""");
  }

  @Test
  void should_tell_target_shape_of_one_hot_rows_for_a_binary_loss() {
    assertThat(Refusal.of(() -> PreparedData.of(BINARY).trainOnBatch(X, new int[4][2], null)))
        .hasMessage(
            """
            trainOnBatch(x, y) does not fit the model "model":
              [target-shape]  "label": expected (?, 1) of numbers from 0 to 1 for binaryCrossentropy(), received int[4][2]. If these are one-hot rows of two classes, end the model in dense(2, SOFTMAX) and compile with categoricalCrossentropy().
              See src/docs/errors.md#target-shape""");
  }

  @Test
  void should_tell_label_range_of_two_classes_that_count_from_one() {
    assertThat(
            Refusal.of(() -> PreparedData.of(BINARY).trainOnBatch(X, new int[] {1, 2, 1, 2}, null)))
        .hasMessage(
            """
            trainOnBatch(x, y) does not fit the model "model":
              [label-range]  "label": expected numbers from 0 to 1 for binaryCrossentropy(), does not hold for 2 of 4 labels, the first 2 at [1]. Write the two classes as 0 and 1.
              See src/docs/errors.md#label-range""");
  }

  @Test
  void should_tell_target_count_of_two_targets_for_one_output() {
    assertThat(
            Refusal.of(
                () -> PreparedData.of(Models.features()).trainOnBatch(X, List.of(Y, Y), null)))
        .hasMessage(
            """
            trainOnBatch(x, y) does not fit the model "model":
              [target-count]  expected 1 target for the output "y" (?, 1), received a list of 2.
              See src/docs/errors.md#target-count""");
  }

  @Test
  void should_tell_batched_targets() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.features())
                        .trainOnBatch(X, List.of(new float[2], new float[2]), null)))
        .hasMessage(
            """
            trainOnBatch(x, y) does not fit the model "model":
              [batched-list]  "y": expected one array (?, 1), received a list of 2 batches, the first float[2]. Concatenate them along the first axis, or pass them as Batch objects: fit(batches).
              See src/docs/errors.md#batched-list""");
  }

  @Test
  void should_tell_missing_weights() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.twoOutputs())
                        .trainOnBatch(X, List.of(new int[4], Y), Map.of())))
        .hasMessage(
            """
            trainOnBatch(x, y) does not fit the model "model":
              [missing-weight]  "kind": no data. The model's outputs are "kind" (?,) of class numbers 0 to 1, "amount" (?, 1); you passed nothing. Name at least one output; samples of the others count once.
              [missing-weight]  "amount": no data. The model's outputs are "kind" (?,) of class numbers 0 to 1, "amount" (?, 1); you passed nothing. Name at least one output; samples of the others count once.
              See src/docs/errors.md#missing-weight""");
  }

  @Test
  void should_tell_class_weights_from_sample_weights() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.classes())
                        .trainOnBatch(X, new int[4], Map.of(0, 1, 1, 2))))
        .hasMessage(
            """
            trainOnBatch(x, y) does not fit the model "model":
              [missing-weight]  "label": no data. The model's outputs are "label" (?,) of class numbers 0 to 3; you passed "0", "1". Weights of classes go into classWeight("output", weights).
              [unknown-weight]  "0": the model has no output with this name. Its outputs are "label" (?,) of class numbers 0 to 3. A spare key is never ignored: leave it out.
              [unknown-weight]  "1": the model has no output with this name. Its outputs are "label" (?,) of class numbers 0 to 3. A spare key is never ignored: leave it out.
              See src/docs/errors.md#missing-weight""");
  }

  @Test
  void should_name_validation_data_in_all_that_is_wrong_with_it() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.textAndNumbers())
                        .fit(
                            List.of(new float[4][100], new float[4][5]),
                            Y,
                            ONCE.validationData(Map.of("text_input", new float[4][100]), null))))
        .hasMessage(
            """
            fit(x, y) does not fit the model "model":
              [missing-input]   "validation: numeric_input": no data. The model's inputs are "text_input" (?, 100), "numeric_input" (?, 5); you passed "text_input".
              [missing-target]  "validation: output_layer": no target was passed. The model's outputs are "output_layer" (?, 1).
              See src/docs/errors.md#missing-input""");
  }

  @Test
  void should_name_validation_data_of_too_many_arrays() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.textAndNumbers())
                        .fit(
                            List.of(new float[4][100], new float[4][5]),
                            Y,
                            ONCE.validationData(List.of(X, X, X), Y))))
        .hasMessage(
            """
            fit(x, y) does not fit the model "model":
              [input-count]  "validation": expected 2 arrays for the inputs "text_input" (?, 100), "numeric_input" (?, 5), received 3, float[4][3], float[4][3], float[4][3].
              See src/docs/errors.md#input-count""");
  }

  @Test
  void should_tell_batch_structure_of_arrays_in_one_list() {
    assertThat(
            Refusal.of(
                () -> PreparedData.of(Models.features()).evaluate(List.of(X, Y), Eval.defaults())))
        .hasMessage(
            """
            evaluate(data) does not fit the model "model":
              [batch-structure]  expected data that brings inputs and targets, received a list of float[4][3] and float[4]. Pass the targets too, as in evaluate(x, y), or one of Batch, Iterable<Batch>, BatchSource, DataSet, MultiDataSet and their iterators.
              See src/docs/errors.md#batch-structure""");
  }

  @Test
  void should_tell_batch_structure_of_a_source_with_no_size() {
    assertThat(Refusal.of(() -> PreparedData.of(Models.features()).fit(BACKWARDS, ONCE)))
        .hasMessage(
            """
            fit(data) does not fit the model "model":
              [batch-structure]  "size()": expected 0 batches or more, received -1.
              See src/docs/errors.md#batch-structure""");
  }

  @Test
  void should_tell_batch_structure_without_an_iterator() {
    Iterable<Batch> nothing = () -> null;
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.features())
                        .fit(nothing, ONCE)
                        .train()
                        .pass(0)
                        .hasNext()))
        .hasMessage(
            """
            fit(data) does not fit the model "model":
              [batch-structure]  the data gave no iterator: iterator() returned null.
              See src/docs/errors.md#batch-structure""");
  }

  @Test
  void should_tell_mask_shape() {
    MultiDataSet masked =
        new MultiDataSet(
            new INDArray[] {Nd4j.zeros(4, 3)},
            new INDArray[] {Nd4j.zeros(4, 1)},
            new INDArray[] {Nd4j.ones(4, 3)},
            new INDArray[] {Nd4j.ones(3, 2)});
    assertThat(Refusal.of(() -> PreparedData.of(Models.features()).fit(masked, ONCE)))
        .hasMessage(
            """
            fit(data) does not fit the model "model":
              [mask-shape]    "features (mask)": expected no mask, as a sample has no steps, received INDArray (4, 3) of FLOAT.
              [mask-shape]    "y (mask)": expected a mask (?,), received INDArray (3, 2) of FLOAT.
              [sample-count]  4 samples in "features", "y", "features (mask)", 3 in "y (mask)".
              See src/docs/errors.md#mask-shape""");
  }

  @Test
  void should_tell_mask_shape_of_a_sequence() {
    MultiDataSet masked =
        new MultiDataSet(
            new INDArray[] {Nd4j.zeros(4, 20), Nd4j.zeros(4, 12)},
            new INDArray[] {Nd4j.zeros(4, 1)},
            new INDArray[] {Nd4j.ones(4, 19), Nd4j.ones(4, 12).negi()},
            null);
    assertThat(Refusal.of(() -> PreparedData.of(Models.texts()).fit(masked, ONCE)))
        .hasMessage(
            """
            fit(data) does not fit the model "model":
              [mask-shape]    "text_input1 (mask)": expected a mask (?, 20), received INDArray (4, 19) of FLOAT.
              [weight-value]  "text_input2 (mask)": expected weights from 0, does not hold for 48 of 48 weights, the first -1 at [0][0].
              See src/docs/errors.md#mask-shape""");
  }

  @Test
  void should_tell_not_finite_with_the_options_of_the_call() {
    float[][] holes = {{1, 2, 3}, {1, Float.NaN, 3}, {1, 2, 3}, {1, 2, 3}};
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.features())
                        .fit(
                            holes,
                            new double[] {1, 2, 0 / 0.0, 3},
                            ONCE.sampleWeight(new double[] {1, 1, 1, 1 / 0.0}))))
        .hasMessage(
            """
            fit(x, y) does not fit the model "model":
              [not-finite]  "features": expected finite numbers, does not hold for 1 of 12 values, the first NaN at [1][1]. Clean them with replaceNonFinite(array, 0) or imputeMean(array); .allowNonFinite() takes all as it is.
              [not-finite]  "y": expected finite numbers, does not hold for 1 of 4 values, the first NaN at [2]. Leave these samples out; .missingTargets() takes NaN as missing; .allowNonFinite() takes all as it is.
              [not-finite]  "y (weights)": expected finite numbers, does not hold for 1 of 4 values, the first Infinity at [3]. Clean them with replaceNonFinite(array, 0).
              See src/docs/errors.md#not-finite""");
  }

  @Test
  void should_tell_that_a_prediction_takes_no_weights() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.features()).predict(X, Eval.defaults().sampleWeight(Y))))
        .hasMessage(
            """
            predict(x) does not fit the model "model":
              [option]  "sampleWeight": expected none, as nothing is measured, received weights.
              See src/docs/errors.md#option""");
  }

  @Test
  void should_tell_that_an_empty_list_has_no_batches() {
    assertThat(Refusal.of(() -> PreparedData.of(Models.features()).fit(List.of(), ONCE)))
        .hasMessage(
            """
            fit(data) does not fit the model "model":
              [empty]  there are no batches.
              See src/docs/errors.md#empty""");
  }
}
