package dev.braid.regularizers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Regularizer;
import dev.braid.config.Config;
import dev.braid.keras.KerasRecord;
import dev.braid.keras.NumericGradients;
import dev.braid.ops.Value;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class RegularizersTest {
  static Stream<KerasRecord> records() {
    return KerasRecord.all("regularizers");
  }

  @ParameterizedTest
  @MethodSource("records")
  void should_compute_the_penalty_of_keras(KerasRecord keras) {
    Regularizer regularizer = Regularizers.read(keras.object());
    INDArray weight = keras.array("weight", "shape", DataType.FLOAT);
    Value penalty = regularizer.penalty(Value.constant(weight));
    assertThat(penalty.array().length()).isEqualTo(1);
    KerasRecord.assertNear(KerasRecord.floats(penalty), keras.floats("result"), 2e-6, "penalty");
    KerasRecord.assertNear(
        KerasRecord.floats(NumericGradients.of(regularizer::penalty, weight, null)),
        keras.floats("gradient"),
        2e-6,
        "gradient");
  }

  @ParameterizedTest
  @MethodSource("records")
  void should_be_written_as_keras_writes_it(KerasRecord keras) {
    Regularizer regularizer = Regularizers.read(keras.object());
    keras.assertConfig(regularizer);
    assertThat(Regularizers.read(Config.object(regularizer)).config())
        .isEqualTo(regularizer.config());
  }

  @Test
  void should_have_a_record_for_each_class() {
    assertThat(records().map(r -> r.text("class_name")).collect(Collectors.toSet()))
        .containsAll(Regularizers.classes());
  }

  @Test
  void should_read_names_and_nothing() {
    assertThat(Regularizers.read("l2")).isEqualTo(new L2(0.01));
    assertThat(Regularizers.read(null)).isNull();
  }
}
