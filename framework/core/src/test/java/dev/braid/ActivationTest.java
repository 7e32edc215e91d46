package dev.braid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.keras.KerasRecord;
import dev.braid.keras.NumericGradients;
import dev.braid.layers.core.Dense;
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

class ActivationTest {
  static Stream<KerasRecord> records() {
    return KerasRecord.all("activations");
  }

  @ParameterizedTest
  @MethodSource("records")
  void should_give_what_keras_gives(KerasRecord keras) {
    Activation activation = Activation.read(keras.text("name"));
    assertThat(activation.keras()).isEqualTo(keras.text("serialized"));
    INDArray x = keras.array("x", "shape", DataType.FLOAT);
    KerasRecord.assertNear(
        KerasRecord.floats(activation.apply(Value.constant(x))), keras.floats("y"), 1e-6, "value");
    INDArray weights = keras.array("weights", "shape", DataType.FLOAT);
    KerasRecord.assertNear(
        KerasRecord.floats(NumericGradients.of(activation::apply, x, weights)),
        keras.floats("derivative"),
        2e-6,
        "derivative");
  }

  @ParameterizedTest
  @MethodSource("all")
  void should_have_the_derivative_of_its_formula(Activation activation) {
    Nd4j.getRandom().setSeed(5);
    NumericGradients.check(activation::apply, Nd4j.randn(DataType.DOUBLE, 4, 5).muli(2));
  }

  @Test
  void should_be_recorded_every_one() {
    Set<String> recorded = records().map(r -> r.text("serialized")).collect(Collectors.toSet());
    assertThat(Stream.of(Activation.values()).map(Activation::keras)).allMatch(recorded::contains);
  }

  @Test
  void should_read_other_names_and_nothing() {
    assertThat(Activation.read("swish")).isEqualTo(Activation.SILU);
    assertThat(Activation.read("hard_swish")).isEqualTo(Activation.HARD_SWISH);
    assertThat(Activation.read(null)).isEqualTo(Activation.LINEAR);
    assertThat(Activation.read(Map.of("class_name", "function", "config", "relu")))
        .isEqualTo(Activation.RELU);
  }

  @Test
  void should_name_the_nearest_where_a_name_is_unknown() {
    assertThatThrownBy(() -> Activation.read("sigmoyd"))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("Did you mean \"sigmoid\"?")
        .hasMessageContaining("leaky_relu");
  }

  @Test
  void should_survive_large_numbers() {
    for (Activation activation : Activation.values()) {
      if (activation != Activation.EXPONENTIAL) {
        Value x = Value.constant(Nd4j.createFromArray(new float[][] {{1e4f, -1e4f, 0}}));
        assertThat(KerasRecord.floats(activation.apply(x))).doesNotContain(Float.NaN);
      }
    }
  }

  static Activation[] all() {
    return Activation.values();
  }

  @ParameterizedTest
  @MethodSource("all")
  void should_come_back_with_the_layer_that_has_it(Activation activation) {
    Tensor in = Braid.input("in", 2);
    Model model = Model.inputs(in).outputs(in.then(Braid.dense(2, activation).name("out")));
    Layer again = Model.fromJson(model.toJson()).layer("out");
    assertThat(((Dense) again).activation()).isEqualTo(activation);
  }
}
