package dev.braid.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Loss;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.keras.KerasRecord;
import dev.braid.keras.NumericGradients;
import dev.braid.ops.Value;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LossesTest {
  static Stream<KerasRecord> records() {
    return KerasRecord.all("losses");
  }

  @ParameterizedTest
  @MethodSource("records")
  void should_compute_the_values_of_keras(KerasRecord keras) {
    Loss loss = Losses.read(keras.object());
    Value target = Value.constant(keras.array("target", "target_shape", DataType.FLOAT));
    INDArray prediction = keras.array("prediction", "prediction_shape", DataType.FLOAT);
    Value values = loss.values(target, Value.constant(prediction));
    assertThat(values.shape()).isEqualTo(keras.shape("values_shape"));
    KerasRecord.assertNear(KerasRecord.floats(values), keras.floats("values"), 2e-6, "value");
    KerasRecord.assertNear(
        KerasRecord.floats(NumericGradients.of(p -> loss.values(target, p), prediction, null)),
        keras.floats("gradient"),
        5e-6,
        "gradient");
  }

  @ParameterizedTest
  @MethodSource("records")
  void should_have_the_gradient_of_its_formula(KerasRecord keras) {
    Loss loss = Losses.read(keras.object());
    Value target = Value.constant(keras.array("target", "target_shape", DataType.DOUBLE));
    INDArray prediction = keras.array("prediction", "prediction_shape", DataType.DOUBLE);
    if (keras.text("about").contains("certain") || keras.text("about").contains("zero")) {
      return; // these are at points without a derivative
    }
    NumericGradients.check(p -> loss.values(target, p), prediction);
  }

  @ParameterizedTest
  @MethodSource("records")
  void should_be_written_as_keras_writes_it(KerasRecord keras) {
    Loss loss = Losses.read(keras.object());
    keras.assertConfig(loss);
    assertThat(Losses.read(Config.object(loss)).config()).isEqualTo(loss.config());
  }

  @Test
  void should_have_a_record_for_each_class() {
    Set<String> recorded = records().map(r -> r.text("class_name")).collect(Collectors.toSet());
    assertThat(Losses.classes()).allMatch(recorded::contains);
  }

  @Test
  void should_read_short_names() {
    for (String name : new String[] {"mse", "MSE", "mean_squared_error", "MeanSquaredError"}) {
      assertThat(Losses.read(name)).isInstanceOf(MeanSquaredError.class);
    }
    assertThat(Losses.read("kl_divergence")).isInstanceOf(KLDivergence.class);
    assertThat(Losses.read("bce").target()).isEqualTo(TargetKind.PROBABILITY);
  }

  @Test
  void should_suggest_the_nearest_name_for_an_unknown_one() {
    assertThatThrownBy(() -> Losses.read("categorical_crossentrpy"))
        .isInstanceOf(StructureException.class)
        .hasMessage(
            """
            Unknown loss:
              [option]  "loss": expected one of MeanSquaredError, MeanAbsoluteError, \
            MeanAbsolutePercentageError, MeanSquaredLogarithmicError, BinaryCrossentropy, \
            BinaryFocalCrossentropy, CategoricalCrossentropy, CategoricalFocalCrossentropy, \
            SparseCategoricalCrossentropy, Huber, CosineSimilarity, LogCosh, KLDivergence, \
            Poisson, Hinge, SquaredHinge, CategoricalHinge, CategoricalGeneralizedCrossEntropy, Dice, \
            Tversky, Circle, CTC, received "categorical_crossentrpy". \
            Did you mean "categorical_crossentropy"?
              See src/docs/errors.md#option\
            """);
  }

  @Test
  void should_ignore_the_ignored_class() {
    Loss loss = new SparseCategoricalCrossentropy().fromLogits().ignoreClass(-1);
    Value target = Value.constant(Nd4j.createFromArray(new float[] {0, -1, 2}));
    assertThat(KerasRecord.floats(loss.counted(target))).containsExactly(1, 0, 1);
    assertThat(new SparseCategoricalCrossentropy().counted(target)).isNull();
  }

  @Test
  void should_state_which_losses_require_probabilities() {
    assertThat(new BinaryCrossentropy().usesProbabilities()).isTrue();
    assertThat(new BinaryCrossentropy().fromLogits().usesProbabilities()).isFalse();
    assertThat(new MeanSquaredError().usesProbabilities()).isFalse();
  }

  @Test
  void should_state_its_call() {
    assertThat(new MeanSquaredError().call()).isEqualTo("mse()");
    assertThat(new CategoricalCrossentropy().call()).isEqualTo("categoricalCrossentropy()");
    assertThat(new KLDivergence().call()).isEqualTo("klDivergence()");
  }

  @Test
  void should_write_the_options_that_keras_does_not_write() {
    assertThat(new Huber(0.5).config().get("delta")).isEqualTo(0.5);
    assertThat(new Huber(1).config().has("delta")).isFalse();
    assertThat(new CosineSimilarity(1).config().get("axis")).isEqualTo(1);
  }

  @Test
  void should_accept_a_formula() {
    Loss loss = Losses.of("cubic", (t, p) -> p.subtract(t).abs().pow(3).mean(false, -1));
    Value target = Value.constant(Nd4j.createFromArray(new float[][] {{1, 2}}));
    Value prediction = Value.constant(Nd4j.createFromArray(new float[][] {{3, 1}}));
    assertThat(KerasRecord.floats(loss.values(target, prediction))).containsExactly(4.5f);
    assertThat(loss.className()).isEqualTo("cubic");
  }

  @Test
  void should_read_that_there_is_no_reduction() {
    Map<String, Object> options = new java.util.HashMap<>();
    options.put("reduction", null);
    Map<String, Object> written = Map.of("class_name", "MeanSquaredError", "config", options);
    assertThat(Losses.read(written).reduction()).isEqualTo(Reduction.NONE);
    assertThat(Losses.read("mse").reduction()).isEqualTo(Reduction.SUM_OVER_BATCH_SIZE);
    assertThatThrownBy(
            () ->
                Losses.read(Map.of("class_name", "Dice", "config", Map.of("reduction", "median"))))
        .hasMessageContaining("median");
  }

  @Test
  void should_count_only_samples_that_circle_compares() {
    Value classes = Value.of(new float[] {0, 1, 0, 2}, 4);
    Value rows = Value.of(new float[] {1, 0, 0, 1, 0.6f, 0.8f, -1, 0}, 4, 2);
    Circle circle = new Circle();
    Value values = circle.values(classes, rows);
    assertThat(KerasRecord.floats(circle.counted(classes, values))).containsExactly(1, 0, 1, 0);
    assertThat(new CTC().counted(classes, values)).isNull();
  }

  @Test
  void should_keep_options_when_another_is_set() {
    Loss loss =
        new CategoricalCrossentropy()
            .labelSmoothing(0.1)
            .named("x")
            .fromLogits()
            .reduction(Reduction.SUM);
    assertThat(loss.config().map())
        .containsEntry("label_smoothing", 0.1)
        .containsEntry("name", "x")
        .containsEntry("from_logits", true)
        .containsEntry("reduction", "sum");
  }

  @Test
  void should_reject_another_number_of_factors_than_classes() {
    Value rows = Value.of(new float[] {0.2f, 0.3f, 0.5f}, 1, 3);
    Loss loss = new CategoricalFocalCrossentropy().alpha(0.1, 0.9);
    assertThatThrownBy(() -> loss.values(rows, rows))
        .hasMessage(
            "alpha of categoricalFocalCrossentropy(): expected 1 factor or 3, one for each class,"
                + " received 2.");
    assertThatThrownBy(() -> new CategoricalFocalCrossentropy().alpha())
        .hasMessage("expected one factor alpha, or one for each class, received none");
  }
}
