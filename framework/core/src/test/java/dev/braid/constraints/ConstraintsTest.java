package dev.braid.constraints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Constraint;
import dev.braid.config.Config;
import dev.braid.keras.KerasRecord;
import dev.braid.ops.Value;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

class ConstraintsTest {
  static Stream<KerasRecord> records() {
    return KerasRecord.all("constraints");
  }

  @ParameterizedTest
  @MethodSource("records")
  void should_change_weights_as_keras_does(KerasRecord keras) {
    Constraint constraint = Constraints.read(keras.object());
    Value weight = Value.constant(keras.array("weight", "shape", DataType.FLOAT));
    KerasRecord.assertNear(
        KerasRecord.floats(constraint.project(weight)), keras.floats("result"), 1e-6, "weight");
  }

  @ParameterizedTest
  @MethodSource("records")
  void should_be_written_as_keras_writes_it(KerasRecord keras) {
    Constraint constraint = Constraints.read(keras.object());
    keras.assertConfig(constraint);
    assertThat(Constraints.read(Config.object(constraint)).config()).isEqualTo(constraint.config());
  }

  @Test
  void should_have_a_record_for_each_class() {
    assertThat(records().map(r -> r.text("class_name")).collect(Collectors.toSet()))
        .containsAll(Constraints.classes());
  }

  @Test
  void should_read_names_and_nothing() {
    assertThat(Constraints.read("non_neg")).isEqualTo(new NonNeg());
    assertThat(Constraints.read("max_norm").config().get("max_value")).isEqualTo(2.0);
    assertThat(Constraints.read(null)).isNull();
  }
}
