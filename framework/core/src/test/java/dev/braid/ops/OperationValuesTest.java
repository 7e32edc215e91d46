package dev.braid.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.ops.RecordedOperation.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Compares the values of all operations with Keras. */
class OperationValuesTest {
  static Stream<RecordedOperation> values() {
    return RecordedOperation.values();
  }

  @ParameterizedTest
  @MethodSource("values")
  void should_compute_what_keras_computes(RecordedOperation recorded) {
    List<Value> found =
        recorded.apply(
            recorded.inputs().stream()
                .map(input -> Value.constant(input.array(DataType.FLOAT)))
                .toList());
    assertThat(found).hasSameSizeAs(recorded.outputs());
    for (int i = 0; i < found.size(); i++) {
      Recorded expected = recorded.outputs().get(i);
      assertThat(found.get(i).shape()).as("shape of result %d", i).isEqualTo(expected.shape());
      assertThat(mistakes(RecordedOperation.elements(found.get(i)), expected.values()))
          .as("elements of result %d", i)
          .isEmpty();
    }
  }

  private static List<String> mistakes(double[] found, double[] expected) {
    List<String> mistakes = new ArrayList<>();
    if (found.length != expected.length) {
      mistakes.add(found.length + " elements, not " + expected.length);
    }
    for (int i = 0; i < Math.min(found.length, expected.length); i++) {
      double difference = Math.abs(found[i] - expected[i]);
      boolean same = Double.compare(found[i] + 0.0, expected[i] + 0.0) == 0;
      if (!same && !(difference <= 1e-6 + 1e-5 * Math.abs(expected[i]))) {
        mistakes.add(i + ": " + found[i] + ", not " + expected[i]);
      }
    }
    return mistakes;
  }

  @Test
  void should_have_a_recorded_case_for_each_operation() {
    Set<String> recorded =
        RecordedOperation.values()
            .map(RecordedOperation::className)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> missing = new TreeSet<>(Operations.names());
    missing.removeAll(recorded);
    assertThat(missing).isEmpty();
  }
}
