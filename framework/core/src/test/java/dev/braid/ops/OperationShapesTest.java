package dev.braid.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares shapes and types of all operations with Keras, including unknown sizes. */
class OperationShapesTest {
  /** The size of the result depends on the elements. */
  private static final Set<String> BY_ELEMENTS = Set.of("Bincount");

  /** Sizes that Keras treats as unknown, although a constant or a weight determines them. */
  private static final Set<String> MORE_EXACT = Set.of("Average", "LayerNorm");

  static Stream<RecordedOperation> values() {
    return RecordedOperation.values();
  }

  static Stream<RecordedOperation> unknownShapes() {
    return RecordedOperation.unknownShapes();
  }

  @ParameterizedTest
  @MethodSource({"values", "unknownShapes"})
  void should_find_the_shapes_and_types_of_keras(RecordedOperation recorded) {
    List<Value> found =
        recorded.apply(
            recorded.inputs().stream().map(RecordedOperation.Recorded::shapeValue).toList());
    List<Value> expected = new ArrayList<>();
    for (int i = 0; i < recorded.outputs().size(); i++) {
      expected.add(expected(recorded, recorded.outputs().get(i).shapeValue(), found.get(i)));
    }
    assertThat(found.stream().map(OperationShapesTest::text))
        .containsExactlyElementsOf(expected.stream().map(OperationShapesTest::text).toList());
  }

  private static Value expected(RecordedOperation recorded, Value out, Value found) {
    long[] shape = out.shape();
    for (int i = 0; i < shape.length; i++) {
      boolean unknown = BY_ELEMENTS.contains(recorded.className()) && i == shape.length - 1;
      boolean known = MORE_EXACT.contains(recorded.className()) && shape[i] < 0;
      shape[i] = unknown ? -1 : known ? found.size(i) : shape[i];
    }
    return new ShapeValue(((ShapeValue) out).dtype(), shape);
  }

  private static String text(Value value) {
    return ((ShapeValue) value).dtype().keras() + ShapeRules.text(value.shape());
  }

  @Test
  void should_have_a_case_for_each_operation() {
    Set<String> missing = new TreeSet<>(Operations.names());
    missing.removeAll(
        Stream.concat(values(), unknownShapes())
            .map(RecordedOperation::className)
            .collect(Collectors.toSet()));
    assertThat(missing).isEmpty();
  }
}
