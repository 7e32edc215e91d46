package dev.braid.internal.data.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Batch;
import dev.braid.BatchSource;
import dev.braid.DType;
import dev.braid.Fit;
import dev.braid.StructureException;
import dev.braid.data.Models;
import dev.braid.data.PreparedData;
import dev.braid.data.Refusal;
import dev.braid.data.signature.InputSpec;
import dev.braid.data.signature.ModelSignature;
import dev.braid.data.signature.OutputSpec;
import dev.braid.losses.TargetKind;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The full text of every rule, as a user reads it. */
class ValueTextsTest {
  private static final float[][] X = new float[4][3];
  private static final float[] Y = new float[4];
  private static final Fit ONCE = Fit.forEpochs(1).shuffle(false);

  @Test
  void should_tell_sample_count() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.textAndNumbers())
                        .trainOnBatch(
                            List.of(new float[100][100], new float[100][5]), new float[99], null)))
        .hasMessage(
            """
            trainOnBatch(x, y) does not fit the model "model":
              [sample-count]  100 samples in "text_input", "numeric_input", 99 in "output_layer".
              See src/docs/errors.md#sample-count""");
  }

  @Test
  void should_tell_ragged() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.features())
                        .predictOnBatch(new float[][] {{1, 2, 3}, {1, 2}})))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [ragged]  "features": expected rows of one length (3, as the first), row [1] has 2 of float[2][3]. Pad sequences to one length: padSequences(rows).toArray().
              See src/docs/errors.md#ragged""");
  }

  @Test
  void should_tell_batched_list() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.features())
                        .predictOnBatch(List.of(new float[50][3], new float[50][3]))))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [batched-list]  "features": expected one array (?, 3), received a list of 2 batches, the first float[50][3]. Concatenate them along the first axis, or pass them as Batch objects: fit(batches).
              See src/docs/errors.md#batched-list""");
  }

  @Test
  void should_tell_element_type_of_numeric_strings() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.features())
                        .predictOnBatch(new String[][] {{"1.0", "2", "3"}})))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [element-type]  "features": expected numbers, [0][0] is the string "1.0". Parse the strings first: parseNumbers(strings).
              See src/docs/errors.md#element-type""");
  }

  @Test
  void should_tell_element_type_of_words() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.features())
                        .predictOnBatch(List.of(List.of(1, 2, "red")))))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [element-type]  "features": expected numbers, [0][2] is the string "red". A model takes numbers only: stringLookup() numbers words and names of classes, textVectorization() the words of texts.
              See src/docs/errors.md#element-type""");
  }

  @Test
  void should_tell_element_type_of_null() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.features())
                        .predictOnBatch(new Double[][] {{1.0, null, 3.0}})))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [element-type]  "features": expected numbers, [0][1] is null.
              See src/docs/errors.md#element-type""");
  }

  @Test
  void should_tell_element_type_of_a_fraction() {
    assertThat(
            Refusal.of(() -> PreparedData.of(counts()).predictOnBatch(new double[][] {{1, 2.5}})))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [element-type]  "counts": expected integers (int32), 2.5 at [0][1] would be cut. Round it, or declare the input as float32.
              See src/docs/errors.md#element-type""");
  }

  private static StructureException refusal(DType type, double value) {
    ModelSignature signature =
        Models.one(
            new InputSpec("counts", new long[] {2}, type, -1),
            OutputSpec.of("y", TargetKind.VALUES, "mse()", 1));
    return Refusal.of(
        () -> PreparedData.of(signature).predictOnBatch(new double[][] {{1, 0}, {1, value}}));
  }

  @Test
  void should_tell_element_type_of_a_number_that_the_type_does_not_hold() {
    assertThat(refusal(DType.UINT8, 256))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [element-type]  "counts": expected integers from 0 to 255 (uint8), received 256 at [1][1]. Correct it, or declare the input as float32.
              See src/docs/errors.md#element-type""");
    assertThat(refusal(DType.INT16, -32769))
        .hasMessageContaining(
            "expected integers from -32768 to 32767 (int16), received -32769 at [1][1].");
    assertThat(refusal(DType.BOOL, 2))
        .hasMessageContaining("expected 0 or 1 (bool), received 2 at [1][1].");
    assertThat(refusal(DType.UINT16, 0.5))
        .hasMessageContaining("expected integers (uint16), 0.5 at [1][1] would be cut.");
    assertThat(refusal(DType.UINT32, -1))
        .hasMessageContaining("from 0 to 4294967295 (uint32), received -1 at [1][1].");
  }

  @Test
  void should_tell_not_finite() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.features())
                        .predictOnBatch(new float[][] {{1, 2, 3}, {1, Float.NaN, 1f / 0}})))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [not-finite]  "features": expected finite numbers, does not hold for 2 of 6 values, the first NaN at [1][1]. Clean them with replaceNonFinite(array, 0) or imputeMean(array).
              See src/docs/errors.md#not-finite""");
  }

  @Test
  void should_tell_not_finite_target() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.features())
                        .trainOnBatch(X, new double[] {1, 2, 0 / 0.0, 3}, null)))
        .hasMessage(
            """
            trainOnBatch(x, y) does not fit the model "model":
              [not-finite]  "y": expected finite numbers, does not hold for 1 of 4 values, the first NaN at [2]. Leave these samples out.
              See src/docs/errors.md#not-finite""");
  }

  @Test
  void should_tell_numbers_that_float32_has_not() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.features())
                        .predictOnBatch(new double[][] {{1, 2, 1e300}})))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [precision]  "features": expected numbers that float32 can hold, does not hold for 1 of 3 values, the first 1.0E300 at [0][2]. Scale the values: float32 ends at 3.4E38.
              See src/docs/errors.md#precision""");
  }

  @Test
  void should_tell_element_type_of_one_string_among_numbers() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.features())
                        .predictOnBatch(new Object[][] {{1, "2", 3}})))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [element-type]  "features": expected numbers, [0][1] is the string "2". Parse it first: Double.parseDouble("2").
              See src/docs/errors.md#element-type""");
  }

  @Test
  void should_tell_element_type_of_a_single_value() {
    assertThat(Refusal.of(() -> PreparedData.of(Models.features()).predictOnBatch(3)))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [element-type]  "features": expected an array of numbers, received the single value 3.
              See src/docs/errors.md#element-type""");
  }

  @Test
  void should_tell_precision() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.features())
                        .predictOnBatch(new int[][] {{1, 2, 16_777_217}})))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [precision]  "features": expected numbers that float32 can hold, does not hold for 1 of 3 values, the first 16777217 at [0][2]. Scale the values, or renumber ids from 0: float32 holds integers to 2^24.
              See src/docs/errors.md#precision""");
  }

  @Test
  void should_tell_empty() {
    assertThat(Refusal.of(() -> PreparedData.of(Models.features()).predictOnBatch(new float[0][3])))
        .hasMessage(
            """
            predictOnBatch(x) does not fit the model "model":
              [empty]  "features": no samples in float[0][].
              See src/docs/errors.md#empty""");
  }

  @Test
  void should_tell_empty_split() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.features())
                        .fit(new float[1][3], new float[1], ONCE.validationSplit(0.5))))
        .hasMessage(
            """
            fit(x, y) does not fit the model "model":
              [empty]  "validationSplit": 0.5 of 1 samples leaves none to train on. Take another part, or pass validationData(x, y).
              See src/docs/errors.md#empty""");
  }

  @Test
  void should_tell_empty_stream() {
    assertThat(Refusal.of(() -> PreparedData.of(Models.features()).fit(emptySource(), ONCE)))
        .hasMessage(
            """
            fit(data) does not fit the model "model":
              [empty]  there are no batches.
              See src/docs/errors.md#empty""");
  }

  @Test
  void should_tell_weight_shape() {
    assertThat(
            Refusal.of(
                () -> PreparedData.of(Models.features()).trainOnBatch(X, Y, new float[4][2])))
        .hasMessage(
            """
            trainOnBatch(x, y) does not fit the model "model":
              [weight-shape]  "y (weights)": expected weights (?,), received float[4][2].
              See src/docs/errors.md#weight-shape""");
  }

  @Test
  void should_tell_weight_value() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.features()).trainOnBatch(X, Y, new int[] {1, 1, -2, 1})))
        .hasMessage(
            """
            trainOnBatch(x, y) does not fit the model "model":
              [weight-value]  "y (weights)": expected weights from 0, does not hold for 1 of 4 weights, the first -2 at [2].
              See src/docs/errors.md#weight-value""");
  }

  @Test
  void should_tell_class_weight() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.classes())
                        .fit(X, new int[] {0, 1, 0, 1}, ONCE.classWeight(Map.of(0, 1.0, 7, 2.0)))))
        .hasMessage(
            """
            fit(x, y) does not fit the model "model":
              [class-weight]  "label": expected weights for the classes [0, 1, 2, 3], received a weight for class [7].
              See src/docs/errors.md#class-weight""");
  }

  @Test
  void should_tell_class_weight_of_values() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.features()).fit(X, Y, ONCE.classWeight(Map.of(0, 1.0)))))
        .hasMessage(
            """
            fit(x, y) does not fit the model "model":
              [class-weight]  "y": expected an output that tells classes, its target is (?, 1) for mse(). Use sampleWeight(...) for this output.
              See src/docs/errors.md#class-weight""");
  }

  @Test
  void should_tell_class_weight_of_some_output() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.twoOutputs())
                        .fit(X, List.of(new int[4], Y), ONCE.classWeight(Map.of(0, 1.0)))))
        .hasMessage(
            """
            fit(x, y) does not fit the model "model":
              [class-weight]  the model has several outputs: "kind", "amount". Say which one: classWeight("kind", weights).
              See src/docs/errors.md#class-weight""");
  }

  @Test
  void should_tell_class_weight_that_is_negative() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.classes())
                        .fit(X, new int[4], ONCE.classWeight(Map.of(0, -1.0)))))
        .hasMessage(
            """
            fit(x, y) does not fit the model "model":
              [weight-value]  "label": expected finite class weights from 0, received -1.0 for class 0.
              See src/docs/errors.md#weight-value""");
  }

  @Test
  void should_tell_batch_structure() {
    assertThat(Refusal.of(() -> PreparedData.of(Models.features()).fit(X, ONCE)))
        .hasMessage(
            """
            fit(data) does not fit the model "model":
              [batch-structure]  expected data that brings inputs and targets, received float[4][3]. Pass the targets too, as in fit(x, y), or one of Batch, Iterable<Batch>, BatchSource, DataSet, MultiDataSet and their iterators.
              See src/docs/errors.md#batch-structure""");
  }

  @Test
  void should_tell_batch_structure_in_a_stream() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.features())
                        .fit(List.of(Batch.of(X, Y), 3), ONCE)
                        .train()
                        .pass(0)
                        .forEachRemaining(batch -> {})))
        .hasMessage(
            """
            fit(data) does not fit the model "model", batch 2:
              [batch-structure]  expected a Batch, a DataSet or a MultiDataSet, received the single value 3. Make batches with Batch.of(x, y), or pass arrays as fit(x, y).
              See src/docs/errors.md#batch-structure""");
  }

  @Test
  void should_tell_exhausted() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.features())
                        .fit(List.of(Batch.of(X, Y)), ONCE.stepsPerEpoch(25))))
        .hasMessage(
            """
            fit(data) does not fit the model "model":
              [exhausted]  "stepsPerEpoch": expected 25 batches, the data ended after 1.
              See src/docs/errors.md#exhausted""");
  }

  @Test
  void should_tell_exhausted_iterator() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.features())
                        .fit(Collections.emptyIterator(), ONCE)
                        .train()
                        .pass(1)))
        .hasMessage(
            """
            fit(data) does not fit the model "model":
              [exhausted]  the iterator has ended and cannot start again for epoch 2. Pass an Iterable<Batch> or a BatchSource, or set stepsPerEpoch(n).
              See src/docs/errors.md#exhausted""");
  }

  @Test
  void should_tell_duplicate_argument() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.features())
                        .fit(List.of(Batch.of(X, Y)), Y, ONCE.validationSplit(0.2))))
        .hasMessage(
            """
            fit(x, y) does not fit the model "model":
              [duplicate-argument]  "y": a list of batches brings its own targets. Leave it out.
              [duplicate-argument]  "validationSplit": a list of batches cannot be split: it comes batch by batch. Pass validationData(...) instead.
              See src/docs/errors.md#duplicate-argument""");
  }

  @Test
  void should_tell_option() {
    assertThat(
            Refusal.of(
                () ->
                    PreparedData.of(Models.features())
                        .fit(
                            X,
                            Y,
                            Fit.forEpochs(3).initialEpoch(3).batchSize(0).validationSplit(1.5))))
        .hasMessage(
            """
            fit(x, y) does not fit the model "model":
              [option]  "batchSize": expected 1 or more, received 0.
              [option]  "epochs": expected more than initialEpoch (3), received 3.
              [option]  "validationSplit": expected a part between 0 and 1, received 1.5.
              See src/docs/errors.md#option""");
  }

  private static ModelSignature counts() {
    return Models.one(
        new InputSpec("counts", new long[] {2}, DType.INT32, -1),
        OutputSpec.of("y", TargetKind.VALUES, "mse()", 1));
  }

  private static BatchSource emptySource() {
    return new BatchSource() {
      @Override
      public int size() {
        return 0;
      }

      @Override
      public Batch get(int index) {
        throw new AssertionError("there is none");
      }
    };
  }
}
