package dev.braid.ops;

import static dev.braid.Braid.ANY;
import static dev.braid.Braid.input;
import static dev.braid.ops.Ops.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.internal.compute.ArrayMath;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Pins the messages of operations with invalid operands or options. */
class OperationMistakesTest {
  private static final float[] FOUR = {1, 2, 3, 4};

  private interface Call {
    Value of(Value x);
  }

  private static Arguments mistake(String message, Call call) {
    return Arguments.of(message, call);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "add cannot be applied: the shapes (2, 3) and (4) do not broadcast", x -> add(x, FOUR)),
        mistake(
            "where cannot be applied: the shapes (2, 3) and (4) do not broadcast",
            x -> where(x, x, FOUR)),
        mistake("mean cannot be applied: axis 2 does not exist: there are 2 axes", x -> mean(x, 2)),
        mistake(
            "mean cannot be applied: axis -3 does not exist: there are 2 axes", x -> mean(x, -3)),
        mistake("sum cannot be applied: axis 1 is named twice", x -> sum(x, 1, -1)),
        mistake(
            "softmax cannot be applied: axis 5 does not exist: there are 2 axes",
            x -> softmax(x, 5)),
        mistake(
            "get_item cannot be applied: an index with more than one ellipsis",
            x -> getItem(x, ellipsis(), ellipsis())),
        mistake(
            "get_item cannot be applied: 3 indices into 2 axes",
            x -> getItem(x, index(0), index(0), index(0))),
        mistake(
            "get_item cannot be applied: position 3 of axis 1, which has 3 elements",
            x -> getItem(x, all(), index(3))),
        mistake(
            "reshape cannot be applied: (2, 3) has 6 elements, which the shape (4) cannot hold",
            x -> reshape(x, 4)),
        mistake(
            "reshape cannot be applied: the shape [-1, -1] has more than one unknown size",
            x -> reshape(x, -1, -1)),
        mistake(
            "transpose cannot be applied: the order [0, 0] does not name each axis of (2, 3) once",
            x -> transpose(x, 0, 0)),
        mistake(
            "squeeze cannot be applied: axis 1 has 3 elements and cannot be squeezed",
            x -> squeeze(x, 1)),
        mistake(
            "broadcast_to cannot be applied: the shape (2, 3) does not broadcast to (3, 3)",
            x -> broadcastTo(x, 3, 3)),
        mistake(
            "concatenate cannot be applied: the shapes (2, 3), (3, 2) differ in more than axis 0",
            x -> concatenate(0, x, transpose(x))),
        mistake(
            "split cannot be applied: axis 1 has 3 elements, which cannot be split into 2"
                + " equal parts",
            x -> split(x, 2, 1).get(0)),
        mistake(
            "unstack cannot be applied: axis 2 does not exist: there are 2 axes",
            x -> unstack(x, 2).get(0)),
        mistake(
            "matmul cannot be applied: a matrix product of (2, 3) and (2, 3): 3 columns"
                + " do not match 2 rows",
            x -> matmul(x, x)),
        mistake(
            "tensordot cannot be applied: axis 1 of (2, 3) and axis 0 of (2, 3) have"
                + " different sizes",
            x -> tensordot(x, x, 1)),
        mistake(
            "einsum cannot be applied: the subscripts ij,jk->ik do not describe 1 operands",
            x -> einsum("ij,jk->ik", x)),
        mistake(
            "einsum cannot be applied: the subscripts ijk of an operand with 2 axes",
            x -> einsum("ijk->i", x)),
        mistake(
            "top_k cannot be applied: axis 1 has 3 elements, fewer than the 4 requested",
            x -> topK(x, 4).get(0)),
        mistake(
            "take_along_axis cannot be applied: the positions have 1 axes, and the elements 2",
            x -> takeAlongAxis(x, new int[] {0}, 1)),
        mistake(
            "glu cannot be applied: axis -1 has 3 elements, which cannot be split into two halves",
            x -> glu(x)),
        mistake(
            "pad cannot be applied: expected the mode constant, reflect, symmetric or"
                + " edge, received wrap",
            x -> pad(x, new int[][] {{1, 1}, {0, 0}}, "wrap")),
        mistake(
            "conv cannot be applied: inputs of 2 axes; 3 to 5 are required",
            x -> conv(x, x, 1, "valid")),
        mistake(
            "resize cannot be applied: images of 2 axes; 3 or 4 are required",
            x -> resize(x, 2, 2)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void should_name_the_invalid_operand_or_option(String message, Call call) {
    Value x = Value.constant(ArrayMath.full(DataType.FLOAT, 1, 2, 3));
    assertThatThrownBy(() -> call.of(x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void should_reject_constants_only() {
    assertThatThrownBy(() -> ElementwiseOperations.ADD.on(1, 2).<Value>apply())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("add of constants only: at least one operand must be a tensor or a value");
  }

  @Test
  void should_reject_ragged_constants() {
    Value x = Value.constant(ArrayMath.full(DataType.FLOAT, 1, 2, 3));
    assertThatThrownBy(() -> add(x, new float[][] {{1, 2}, {3}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("add cannot be applied: a constant is a ragged array");
  }

  @Test
  void should_report_mistakes_while_the_graph_is_built() {
    assertRejected(x -> add(x, FOUR), "The shapes (?, ?, 3) and (4) do not broadcast");
    assertRejected(x -> max(x, 3), "Axis 3 does not exist: there are 3 axes");
    assertRejected(
        x -> conv(x, new float[2][4][5], 1, "valid"),
        "A kernel of the shape (2, 4, 5) for 3 channels");
  }

  @Test
  void should_reject_excessive_results() {
    assertRejected(
        x -> split(x.at(all(), index(0)), 1 << 30, 1).get(0),
        "Axis 1 has 3 elements, which cannot be split into 1073741824 equal parts");
    assertRejected(
        x -> unstack(tile(x, 1, 1, 1 << 20), 2).get(0),
        "An operation gives at most 10000 tensors, not 3145728");
  }

  /** Many copies are one array, and are rejected if it does not fit into memory. */
  @Test
  void should_repeat_without_a_list_of_copies() {
    Tensor x = input("x", 3);
    Tensor copies = tile(x, 1, 1_000_000_000);
    assertThat(copies.shape()).containsExactly(3_000_000_000L);
    Model model = Model.inputs(x).outputs(copies);
    assertThatThrownBy(() -> model.predict(new float[64][3]))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("[memory]  \"tile\"");
  }

  private static void assertRejected(Function<Tensor, Tensor> call, String message) {
    Tensor x = input("x", ANY, 3);
    assertThatThrownBy(() -> call.apply(x))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining(message + ".");
  }

  @Test
  void should_keep_the_types_of_integers_and_booleans() {
    Tensor x = input("x", 4);
    assertThat(greater(x, 0).spec().dtype().keras()).isEqualTo("bool");
    assertThat(add(argmax(x, 1), 1).spec().dtype().keras()).isEqualTo("int32");
    assertThat(add(argmax(x, 1), 1.5).spec().dtype().keras()).isEqualTo("float32");
    assertThat(sum(greater(x, 0), 1).spec().dtype().keras()).isEqualTo("int32");
  }
}
