package dev.braid.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.DType;
import dev.braid.internal.compute.ArrayMath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Compares the gradients of all operations with central differences, in double precision. */
class OperationGradientsTest {
  private static final double STEP = 1e-5;

  private static final String BOOLEANS = "results are booleans";
  private static final String STEPS = "results are piecewise constant";
  private static final String POSITIONS = "results are indices or counts";
  private static final String FILLED = "results do not depend on the elements";
  private static final String BLOCKED = "it stops gradients";

  /** Operations without a gradient, and why. */
  private static final Map<String, String> NONE =
      Map.ofEntries(
          Map.entry("Equal", BOOLEANS),
          Map.entry("NotEqual", BOOLEANS),
          Map.entry("Greater", BOOLEANS),
          Map.entry("GreaterEqual", BOOLEANS),
          Map.entry("Less", BOOLEANS),
          Map.entry("LessEqual", BOOLEANS),
          Map.entry("LogicalAnd", BOOLEANS),
          Map.entry("LogicalOr", BOOLEANS),
          Map.entry("LogicalXor", BOOLEANS),
          Map.entry("LogicalNot", BOOLEANS),
          Map.entry("Isnan", BOOLEANS),
          Map.entry("Isinf", BOOLEANS),
          Map.entry("Isfinite", BOOLEANS),
          Map.entry("Isposinf", BOOLEANS),
          Map.entry("Isneginf", BOOLEANS),
          Map.entry("Isclose", BOOLEANS),
          Map.entry("AllClose", BOOLEANS),
          Map.entry("Signbit", BOOLEANS),
          Map.entry("Any", BOOLEANS),
          Map.entry("All", BOOLEANS),
          Map.entry("InTopK", BOOLEANS),
          Map.entry("IsIn", BOOLEANS),
          Map.entry("Sign", STEPS),
          Map.entry("Floor", STEPS),
          Map.entry("Ceil", STEPS),
          Map.entry("Round", STEPS),
          Map.entry("Trunc", STEPS),
          Map.entry("FloorDivide", STEPS),
          Map.entry("Argmax", POSITIONS),
          Map.entry("Argmin", POSITIONS),
          Map.entry("Argsort", POSITIONS),
          Map.entry("SearchSorted", POSITIONS),
          Map.entry("Digitize", POSITIONS),
          Map.entry("CountNonzero", POSITIONS),
          Map.entry("Bincount", POSITIONS),
          Map.entry("OneHot", POSITIONS),
          Map.entry("MultiHot", POSITIONS),
          Map.entry("ZerosLike", FILLED),
          Map.entry("OnesLike", FILLED),
          Map.entry("EmptyLike", FILLED),
          Map.entry("FullLike", FILLED),
          Map.entry("StopGradient", BLOCKED));

  static Stream<RecordedOperation> differentiable() {
    return ordinary().filter(each -> !NONE.containsKey(each.className()));
  }

  private static Stream<RecordedOperation> ordinary() {
    return RecordedOperation.values()
        .filter(each -> each.about() == null)
        .filter(each -> each.inputs().stream().anyMatch(in -> in.dtype() == DType.FLOAT32))
        .filter(each -> each.outputs().stream().anyMatch(out -> out.dtype() == DType.FLOAT32));
  }

  static Stream<RecordedOperation> others() {
    return RecordedOperation.values().filter(each -> NONE.containsKey(each.className()));
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void should_agree_with_central_differences(RecordedOperation recorded) {
    INDArray[] arrays =
        recorded.inputs().stream()
            .map(input -> input.array(DataType.DOUBLE))
            .toArray(INDArray[]::new);
    Tape tape = new Tape();
    List<Value> inputs = new ArrayList<>();
    for (int i = 0; i < arrays.length; i++) {
      inputs.add(
          recorded.inputs().get(i).dtype() == DType.FLOAT32
              ? tape.variable(arrays[i])
              : Value.constant(arrays[i]));
    }
    Nd4j.getRandom().setSeed(5);
    List<Value> outputs = recorded.apply(inputs);
    List<INDArray> weights =
        outputs.stream().map(out -> Nd4j.rand(DataType.DOUBLE, out.shape())).toList();
    for (int i = 0; i < weights.size(); i++) {
      if (outputs.get(i).tracked()) {
        outputs.get(i).addGradient(weights.get(i));
      }
    }
    tape.backward();
    for (int i = 0; i < arrays.length; i++) {
      if (inputs.get(i).tracked()) {
        compare(recorded, arrays, i, inputs.get(i).gradient(), weights);
      }
    }
  }

  private static void compare(
      RecordedOperation recorded,
      INDArray[] arrays,
      int input,
      INDArray gradient,
      List<INDArray> weights) {
    INDArray array = arrays[input];
    for (long k = 0; k < array.length(); k++) {
      double at = array.getDouble(k);
      array.putScalar(k, at + STEP);
      double up = total(recorded, arrays, weights);
      array.putScalar(k, at - STEP);
      double down = total(recorded, arrays, weights);
      array.putScalar(k, at);
      double expected = (up - down) / (2 * STEP);
      double found = gradient == null ? 0 : gradient.getDouble(k);
      assertThat(found)
          .as("input %d, element %d", input, k)
          .isCloseTo(expected, within(1e-6 + 1e-5 * Math.abs(expected)));
    }
    if (gradient != null) {
      assertThat(gradient.shape()).isEqualTo(array.shape());
    }
  }

  /** The weighted sum of all differentiable results. */
  private static double total(
      RecordedOperation recorded, INDArray[] arrays, List<INDArray> weights) {
    List<Value> outputs = recorded.apply(Stream.of(arrays).map(Value::constant).toList());
    double total = 0;
    for (int i = 0; i < weights.size(); i++) {
      boolean floats = recorded.outputs().get(i).dtype() == DType.FLOAT32;
      if (floats && !weights.get(i).isEmpty()) {
        total += outputs.get(i).array().mul(weights.get(i)).sumNumber().doubleValue();
      }
    }
    return total;
  }

  @ParameterizedTest
  @MethodSource("others")
  void should_give_no_gradient_without_one(RecordedOperation recorded) {
    Tape tape = new Tape();
    List<Value> inputs =
        recorded.inputs().stream().map(in -> tape.variable(in.array(DataType.DOUBLE))).toList();
    for (Value out : recorded.apply(inputs)) {
      if (out.tracked()) {
        out.addGradient(ArrayMath.full(DataType.DOUBLE, 1, out.shape()));
      }
    }
    tape.backward();
    assertThat(inputs).extracting(Value::gradient).containsOnlyNulls();
  }

  @Test
  void should_have_a_case_for_each_operation() {
    Set<String> missing = new TreeSet<>(Operations.names());
    missing.removeAll(
        Stream.concat(differentiable(), others())
            .map(RecordedOperation::className)
            .collect(Collectors.toSet()));
    assertThat(missing).isEmpty();
    assertThat(Operations.names()).containsAll(NONE.keySet());
  }
}
