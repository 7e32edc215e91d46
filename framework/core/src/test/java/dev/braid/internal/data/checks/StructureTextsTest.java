package dev.braid.internal.data.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Fit;
import dev.braid.data.Models;
import dev.braid.data.PreparedData;
import dev.braid.data.Refusal;
import dev.braid.data.signature.InputSpec;
import dev.braid.data.signature.ModelSignature;
import dev.braid.data.signature.OutputSpec;
import dev.braid.losses.TargetKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The full text of every rule, as a user reads it. */
class StructureTextsTest {
  private static final float[][] X = new float[4][3];
  private static final float[] Y = new float[4];
  private static final Fit ONCE = Fit.forEpochs(1).shuffle(false);

  @Test
  void should_tell_not_compiled() {
    assertThat(Refusal.of(() -> PreparedData.of(notCompiled()).fit(X, Y, ONCE)))
        .hasMessage(
            """
            fit(x, y) does not fit the model "model":
              [not-compiled]  the model has no optimizer and no loss yet. Call model.compile(adam(), loss) first.
              See src/docs/errors.md#not-compiled""");
  }

  @Test
  void should_tell_input_count() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.textAndNumbers())
                        .predictOnBatch(List.of(new float[2][100], new float[2][5], X))))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [input-count]  expected 2 arrays for the inputs "text_input" (?, 100), "numeric_input" (?, 5), received 3, float[2][100], float[2][5], float[4][3].
              See src/docs/errors.md#input-count""");
  }

  @Test
  void should_tell_rows_for_arrays() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.textAndNumbers())
                        .predictOnBatch(Arrays.asList(new float[2][100]))))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [rank]  "text_input": expected (?, 100), 2 dimensions, received float[100], 1. This is one sample: give it a batch axis of length 1, array(x).reshape(1, 100).
              [rank]  "numeric_input": expected (?, 5), 2 dimensions, received float[100], 1.
              See src/docs/errors.md#rank""");
  }

  @Test
  void should_tell_target_count() {
    assertThat(Refusal.of(() -> PreparedData.of(Models.twoOutputs()).trainOnBatch(X, Y, null)))
        .hasMessage(
            """
            trainOnBatch(x, y) does not fit the model "model":
              [target-count]  expected 2 targets for the outputs "kind" (?,) of class numbers 0 to 1, "amount" (?, 1), received one array, float[4].
              See src/docs/errors.md#target-count""");
  }

  @Test
  void should_tell_weight_count() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.twoOutputs())
                        .trainOnBatch(X, List.of(new int[4], Y), List.of(Y, Y, Y))))
        .hasMessage(
            """
            trainOnBatch(x, y) does not fit the model "model":
              [weight-count]  expected 2 weights for the outputs "kind" (?,) of class numbers 0 to 1, "amount" (?, 1), received 3.
              See src/docs/errors.md#weight-count""");
  }

  @Test
  void should_tell_merged_inputs() {
    assertThat(
            Refusal.of(
                () -> PreparedData.of(Models.textAndNumbers()).predictOnBatch(new float[4][105])))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [merged-inputs]  expected 2 arrays for the inputs "text_input" (?, 100), "numeric_input" (?, 5), received one array, float[4][105]. Its width is the sum of theirs: 105 = 100 + 5. Split its columns: 0 to 99 are "text_input", 100 to 104 are "numeric_input". Pass a list in this order, or a map by name: List.of(text_input, numeric_input).
              See src/docs/errors.md#merged-inputs""");
  }

  @Test
  void should_tell_missing_and_unknown_input() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.textAndNumbers())
                        .predictOnBatch(
                            Map.of(
                                "text_input",
                                new float[4][100],
                                "numeric_inptu",
                                new float[4][5]))))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [missing-input]  "numeric_input": no data. The model's inputs are "text_input" (?, 100), "numeric_input" (?, 5); you passed "numeric_inptu", "text_input". Did you mean "numeric_input" for "numeric_inptu"?
              [unknown-input]  "numeric_inptu": the model has no input with this name. Its inputs are "text_input" (?, 100), "numeric_input" (?, 5). Did you mean "numeric_input"?
              See src/docs/errors.md#missing-input""");
  }

  @Test
  void should_tell_spare_input() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.features())
                        .predictOnBatch(Map.of("features", X, "age", X))))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [unknown-input]  "age": the model has no input with this name. Its inputs are "features" (?, 3). A spare key is never ignored: leave it out.
              See src/docs/errors.md#unknown-input""");
  }

  @Test
  void should_tell_missing_target() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.twoOutputs())
                        .trainOnBatch(X, Map.of("kind", new int[4]), null)))
        .hasMessage(
            """
            trainOnBatch(x, y) does not fit the model "model":
              [missing-target]  "amount": no data. The model's outputs are "kind" (?,) of class numbers 0 to 1, "amount" (?, 1); you passed "kind".
              See src/docs/errors.md#missing-target""");
  }

  @Test
  void should_tell_no_target() {
    assertThat(Refusal.of(() -> PreparedData.of(Models.features()).trainOnBatch(X, null, null)))
        .hasMessage(
            """
            trainOnBatch(x, y) does not fit the model "model":
              [missing-target]  "y": no target was passed. The model's outputs are "y" (?, 1).
              See src/docs/errors.md#missing-target""");
  }

  @Test
  void should_tell_unused_target() {
    assertThat(
            Refusal.of(
                () -> PreparedData.of(idle()).trainOnBatch(X, Map.of("y", Y, "idle", Y), null)))
        .hasMessage(
            """
            trainOnBatch(x, y) does not fit the model "model":
              [unknown-target]  "idle": the output has no loss and no metric, so nothing would be done with it. Leave it out, or compile the output with a loss.
              See src/docs/errors.md#unknown-target""");
  }

  @Test
  void should_tell_unknown_weight() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.features()).trainOnBatch(X, Y, Map.of("y", Y, "z", Y))))
        .hasMessage(
            """
            trainOnBatch(x, y) does not fit the model "model":
              [unknown-weight]  "z": the model has no output with this name. Its outputs are "y" (?, 1). A spare key is never ignored: leave it out.
              See src/docs/errors.md#unknown-weight""");
  }

  @Test
  void should_tell_rank_of_one_sample() {
    assertThat(Refusal.of(() -> PreparedData.of(Models.features()).predictOnBatch(new float[3])))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [rank]  "features": expected (?, 3), 2 dimensions, received float[3], 1. This is one sample: give it a batch axis of length 1, array(x).reshape(1, 3).
              See src/docs/errors.md#rank""");
  }

  @Test
  void should_tell_rank_of_a_missing_channel_axis() {
    assertThat(
            Refusal.of(
                () -> PreparedData.of(image(28, 28, 1)).predictOnBatch(new float[4][28][28])))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [rank]  "image": expected (?, 28, 28, 1), 4 dimensions, received float[4][28][28], 3. The last axis is missing: array(x).reshape(-1, 28, 28, 1).
              See src/docs/errors.md#rank""");
  }

  @Test
  void should_tell_rank_of_images_for_rows() {
    assertThat(Refusal.of(() -> PreparedData.of(row(784)).predictOnBatch(new float[4][28][28])))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [rank]  "image": expected (?, 784), 2 dimensions, received float[4][28][28], 3. A sample has as many numbers as the input requires: array(x).reshape(-1, 784).
              See src/docs/errors.md#rank""");
  }

  @Test
  void should_tell_rank_of_an_axis_before_all() {
    assertThat(
            Refusal.of(() -> PreparedData.of(Models.features()).predictOnBatch(new float[1][4][3])))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [rank]  "features": expected (?, 3), 2 dimensions, received float[1][4][3], 3. The first axis is one too many: array(x).reshape(4, 3).
              See src/docs/errors.md#rank""");
  }

  @Test
  void should_tell_shape() {
    assertThat(Refusal.of(() -> PreparedData.of(Models.features()).predictOnBatch(new float[4][2])))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [shape]  "features": expected (?, 3), received float[4][2].
              See src/docs/errors.md#shape""");
  }

  @Test
  void should_tell_shape_of_channels_first() {
    assertThat(
            Refusal.of(
                () -> PreparedData.of(image(32, 32, 3)).predictOnBatch(new float[4][3][32][32])))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [shape]  "image": expected (?, 32, 32, 3), received float[4][3][32][32]. The channels come last here: array(x).permute(0, 2, 3, 1).
              See src/docs/errors.md#shape""");
  }

  @Test
  void should_tell_shape_of_a_transposed_matrix() {
    assertThat(Refusal.of(() -> PreparedData.of(Models.features()).predictOnBatch(new float[3][4])))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [shape]  "features": expected (?, 3), received float[3][4]. The matrix looks transposed: a row is a sample. array(x).transpose().
              See src/docs/errors.md#shape""");
  }

  @Test
  void should_tell_shape_of_swapped_arrays() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.textAndNumbers())
                        .predictOnBatch(List.of(new float[4][5], new float[4][100]))))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [shape]  "text_input": expected (?, 100), received float[4][5]. The arrays fit in another order: "text_input" fits what was passed for "numeric_input", "numeric_input" fits what was passed for "text_input".
              [shape]  "numeric_input": expected (?, 5), received float[4][100]. The arrays fit in another order: "text_input" fits what was passed for "numeric_input", "numeric_input" fits what was passed for "text_input".
              See src/docs/errors.md#shape""");
  }

  @Test
  void should_tell_target_shape() {
    assertThat(
            Refusal.of(
                () -> PreparedData.of(Models.features()).trainOnBatch(X, new float[4][4], null)))
        .hasMessage(
            """
            trainOnBatch(x, y) does not fit the model "model":
              [target-shape]  "y": expected (?, 1) for mse(), received float[4][4].
              See src/docs/errors.md#target-shape""");
  }

  @Test
  void should_tell_one_hot_for_class_numbers() {
    assertThat(
            Refusal.of(
                () -> PreparedData.of(Models.classes()).trainOnBatch(X, new float[4][4], null)))
        .hasMessage(
            """
            trainOnBatch(x, y) does not fit the model "model":
              [one-hot-or-index]  "label": expected (?,) of class numbers 0 to 3 for sparseCategoricalCrossentropy(), received one-hot rows, float[4][4]. Compile with categoricalCrossentropy(), or pass the class numbers.
              See src/docs/errors.md#one-hot-or-index""");
  }

  @Test
  void should_tell_class_numbers_for_one_hot() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(output(TargetKind.ONE_HOT, "categoricalCrossentropy()", 3))
                        .trainOnBatch(X, new int[4], null)))
        .hasMessage(
            """
            trainOnBatch(x, y) does not fit the model "model":
              [one-hot-or-index]  "label": expected (?, 3) of one-hot rows for categoricalCrossentropy(), received class numbers, int[4]. Compile with sparseCategoricalCrossentropy(), or pass toCategorical(labels, 3).
              See src/docs/errors.md#one-hot-or-index""");
  }

  @Test
  void should_tell_label_range() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.classes())
                        .trainOnBatch(X, new int[] {1, 4, 2, 4}, null)))
        .hasMessage(
            """
            trainOnBatch(x, y) does not fit the model "model":
              [label-range]  "label": expected whole class numbers from 0 to 3 for sparseCategoricalCrossentropy(), does not hold for 2 of 4 labels, the first 4 at [1]. Class numbers count from 0, not from 1.
              See src/docs/errors.md#label-range""");
  }

  @Test
  void should_tell_label_range_with_zero() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.classes())
                        .trainOnBatch(X, new int[] {0, -1, 2, 9}, null)))
        .hasMessage(
            """
            trainOnBatch(x, y) does not fit the model "model":
              [label-range]  "label": expected whole class numbers from 0 to 3 for sparseCategoricalCrossentropy(), does not hold for 2 of 4 labels, the first -1 at [1].
              See src/docs/errors.md#label-range""");
  }

  @Test
  void should_tell_label_range_of_a_binary_loss() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(output(TargetKind.PROBABILITY, "binaryCrossentropy()", 1))
                        .trainOnBatch(X, new double[] {0, 1, 1.5, 2}, null)))
        .hasMessage(
            """
            trainOnBatch(x, y) does not fit the model "model":
              [label-range]  "label": expected numbers from 0 to 1 for binaryCrossentropy(), does not hold for 2 of 4 labels, the first 1.5 at [2].
              See src/docs/errors.md#label-range""");
  }

  @Test
  void should_tell_label_range_of_mixed_signs() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(output(TargetKind.SIGN, "hinge()", 1))
                        .trainOnBatch(X, new int[] {0, 1, -1, 1}, null)))
        .hasMessage(
            """
            trainOnBatch(x, y) does not fit the model "model":
              [label-range]  "label": expected -1 and 1, or 0 and 1 for hinge(), received -1 and 0 in one array. Write the two classes in one way.
              See src/docs/errors.md#label-range""");
  }

  @Test
  void should_tell_id_range() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.texts())
                        .predictOnBatch(List.of(ids(20, 100), ids(12, 5)))))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [id-range]  "text_input1": expected whole ids from 0 to 99 (inputDim 100), does not hold for 1 of 80 ids, the first 100 at [3][19].
              See src/docs/errors.md#id-range""");
  }

  private static ModelSignature notCompiled() {
    return new ModelSignature(
        "model", Models.features().inputs(), Models.features().outputs(), false);
  }

  private static ModelSignature idle() {
    OutputSpec idle = new OutputSpec("idle", new long[] {1}, TargetKind.VALUES, "", false, false);
    return new ModelSignature(
        "model",
        Models.features().inputs(),
        List.of(Models.features().outputs().get(0), idle),
        true);
  }

  private static ModelSignature image(long... shape) {
    return Models.one(
        InputSpec.of("image", shape), OutputSpec.of("y", TargetKind.VALUES, "mse()", 1));
  }

  private static ModelSignature row(long width) {
    return image(width);
  }

  private static ModelSignature output(TargetKind kind, String loss, long width) {
    return Models.one(InputSpec.of("features", 3), OutputSpec.of("label", kind, loss, width));
  }

  private static int[][] ids(int length, int last) {
    int[][] ids = new int[4][length];
    ids[3][length - 1] = last;
    return ids;
  }
}
