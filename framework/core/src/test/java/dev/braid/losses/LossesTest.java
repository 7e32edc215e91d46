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
  void should_give_what_keras_gives(KerasRecord keras) {
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
  void should_have_the_slope_of_its_formula(KerasRecord keras) {
    Loss loss = Losses.read(keras.object());
    Value target = Value.constant(keras.array("target", "target_shape", DataType.DOUBLE));
    INDArray prediction = keras.array("prediction", "prediction_shape", DataType.DOUBLE);
    if (keras.text("about").contains("certain") || keras.text("about").contains("zero")) {
      return; // these lie on a bend
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
  void should_be_recorded_every_one() {
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
  void should_name_the_nearest_where_a_name_is_unknown() {
    assertThatThrownBy(() -> Losses.read("categorical_crossentrpy"))
        .isInstanceOf(StructureException.class)
        .hasMessage(
            """
            There is no such loss:
              [option]  "loss": expected one of MeanSquaredError, MeanAbsoluteError, \
            MeanAbsolutePercentageError, MeanSquaredLogarithmicError, BinaryCrossentropy, \
            BinaryFocalCrossentropy, CategoricalCrossentropy, CategoricalFocalCrossentropy, \
            SparseCategoricalCrossentropy, Huber, CosineSimilarity, LogCosh, KLDivergence, \
            Poisson, Hinge, SquaredHinge, CategoricalHinge, received "categorical_crossentrpy". \
            Did you mean "categorical_crossentropy"?
              See src/docs/errors.md#option\
            """);
  }

  @Test
  void should_leave_out_the_ignored_class() {
    Loss loss = new SparseCategoricalCrossentropy().fromLogits().ignoreClass(-1);
    Value target = Value.constant(Nd4j.createFromArray(new float[] {0, -1, 2}));
    assertThat(KerasRecord.floats(loss.counted(target))).containsExactly(1, 0, 1);
    assertThat(new SparseCategoricalCrossentropy().counted(target)).isNull();
  }

  @Test
  void should_know_which_losses_want_probabilities() {
    assertThat(new BinaryCrossentropy().wantsProbabilities()).isTrue();
    assertThat(new BinaryCrossentropy().fromLogits().wantsProbabilities()).isFalse();
    assertThat(new MeanSquaredError().wantsProbabilities()).isFalse();
  }

  @Test
  void should_say_how_it_is_called() {
    assertThat(new MeanSquaredError().call()).isEqualTo("mse()");
    assertThat(new CategoricalCrossentropy().call()).isEqualTo("categoricalCrossentropy()");
    assertThat(new KLDivergence().call()).isEqualTo("klDivergence()");
  }

  @Test
  void should_keep_the_options_that_keras_forgets() {
    assertThat(new Huber(0.5).config().get("delta")).isEqualTo(0.5);
    assertThat(new Huber(1).config().has("delta")).isFalse();
    assertThat(new CosineSimilarity(1).config().get("axis")).isEqualTo(1);
  }

  @Test
  void should_take_a_formula() {
    Loss loss = Losses.of("cubic", (t, p) -> p.subtract(t).abs().pow(3).mean(false, -1));
    Value target = Value.constant(Nd4j.createFromArray(new float[][] {{1, 2}}));
    Value prediction = Value.constant(Nd4j.createFromArray(new float[][] {{3, 1}}));
    assertThat(KerasRecord.floats(loss.values(target, prediction))).containsExactly(4.5f);
    assertThat(loss.className()).isEqualTo("cubic");
  }

  @Test
  void should_refuse_a_reduction_that_gives_no_number() {
    Map<String, Object> written =
        Map.of("class_name", "MeanSquaredError", "config", Map.of("reduction", "none"));
    assertThatThrownBy(() -> Losses.read(written)).hasMessageContaining("none");
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
  void should_refuse_factors_of_another_number_than_there_are_classes() {
    Value rows = Value.of(new float[] {0.2f, 0.3f, 0.5f}, 1, 3);
    Loss loss = new CategoricalFocalCrossentropy().alpha(0.1, 0.9);
    assertThatThrownBy(() -> loss.values(rows, rows))
        .hasMessage(
            "alpha of categoricalFocalCrossentropy(): expected 1 factor or 3, one for each class,"
                + " received 2.");
    assertThatThrownBy(() -> new CategoricalFocalCrossentropy().alpha())
        .hasMessage("alpha requires one factor, or one for each class");
  }
}
