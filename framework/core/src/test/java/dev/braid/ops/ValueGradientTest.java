package dev.braid.ops;

import static dev.braid.ops.OpCase.s;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Compares every operation's gradient with central differences, in double precision. */
class ValueGradientTest {
  private static OpCase row(String name, Function<List<Value>, Value> formula, long[]... shapes) {
    return new OpCase(name, formula, shapes);
  }

  static Stream<OpCase> operations() {
    INDArray ids = Nd4j.createFromArray(new int[][] {{0, 2, 2}, {1, 0, 4}});
    INDArray half = Nd4j.createFromArray(new double[][] {{1, 0, 1}});
    return Stream.of(
        row("add", v -> v.get(0).add(v.get(1)), s(2, 3), s(2, 3)),
        row("add broadcast row", v -> v.get(0).add(v.get(1)), s(2, 3), s(3)),
        row("add broadcast both", v -> v.get(0).add(v.get(1)), s(2, 1, 3), s(4, 1)),
        row("add one element of more axes", v -> v.get(0).add(v.get(1)), s(1, 1), s(4)),
        row("minimum of one element", v -> v.get(0).minimum(v.get(1)), s(4), s(1, 1)),
        row("subtract", v -> v.get(0).subtract(v.get(1)), s(2, 3), s(1, 3)),
        row("multiply", v -> v.get(0).multiply(v.get(1)), s(2, 3), s(2, 1)),
        row("divide", v -> v.get(0).divide(v.get(1)), s(2, 3), s(3)),
        row("maximum", v -> v.get(0).maximum(v.get(1)), s(2, 3), s(2, 3)),
        row("minimum", v -> v.get(0).minimum(v.get(1)), s(2, 3), s(3)),
        row("scalar arithmetic", v -> v.get(0).add(2).multiply(3).subtractFrom(1).divide(7), s(4)),
        row("used twice", v -> v.get(0).multiply(v.get(0)).add(v.get(0)), s(2, 3)),
        row("square", v -> v.get(0).square(), s(2, 3)),
        row("sqrt", v -> v.get(0).abs().sqrt(), s(2, 3)),
        row("pow", v -> v.get(0).abs().pow(2.5), s(2, 3)),
        row("reciprocal", v -> v.get(0).reciprocal(), s(2, 3)),
        row("abs", v -> v.get(0).abs(), s(2, 3)),
        row("exp", v -> v.get(0).exp(), s(2, 3)),
        row("expm1", v -> v.get(0).expm1(), s(2, 3)),
        row("log", v -> v.get(0).abs().log(), s(2, 3)),
        row("log1p", v -> v.get(0).abs().log1p(), s(2, 3)),
        row("sin", v -> v.get(0).sin(), s(2, 3)),
        row("cos", v -> v.get(0).cos(), s(2, 3)),
        row("tanh", v -> v.get(0).tanh(), s(2, 3)),
        row("sigmoid", v -> v.get(0).sigmoid(), s(2, 3)),
        row("softplus", v -> v.get(0).softplus(), s(2, 3)),
        row("relu", v -> v.get(0).relu(), s(2, 3)),
        row("erf", v -> v.get(0).erf(), s(2, 3)),
        row("clip", v -> v.get(0).clip(-0.8, 0.9), s(3, 3)),
        row("where", v -> v.get(0).where(Value.constant(half), v.get(1)), s(2, 3), s(2, 3)),
        row("sum", v -> v.get(0).sum(false, 1), s(2, 3, 2)),
        row("sum keep", v -> v.get(0).sum(true, 0, -1), s(2, 3, 2)),
        row("mean", v -> v.get(0).mean(false, 0), s(4, 3)),
        row("mean all", v -> v.get(0).mean(), s(4, 3)),
        row("max", v -> v.get(0).max(false, 1), s(2, 5)),
        row("max keep two axes", v -> v.get(0).max(true, 1, 2), s(2, 3, 2)),
        row("softmax", v -> v.get(0).softmax(-1), s(2, 5)),
        row("softmax middle axis", v -> v.get(0).softmax(1), s(2, 3, 2)),
        row("softmax axis of four", v -> v.get(0).softmax(1), s(2, 3, 2, 2)),
        row("logSoftmax", v -> v.get(0).logSoftmax(-1), s(2, 5)),
        row("reshape", v -> v.get(0).reshape(3, 4), s(2, 6)),
        row("permute", v -> v.get(0).permute(2, 0, 1), s(2, 3, 4)),
        row("expand, squeeze", v -> v.get(0).expand(1).squeeze(1), s(2, 3)),
        row("slice", v -> v.get(0).slice(1, 1, 3), s(2, 4, 2)),
        row("slice one", v -> v.get(0).slice(1, 1, 2), s(2, 4)),
        row("at", v -> v.get(0).at(0, 1), s(2, 4)),
        row("at last", v -> v.get(0).at(2, 1), s(2, 2, 2)),
        row("reverse", v -> v.get(0).reverse(1), s(2, 4)),
        row("tile", v -> v.get(0).tile(1, 3), s(2, 2)),
        row("concat", v -> Value.concat(1, v), s(2, 2), s(2, 3)),
        row("stack", v -> Value.stack(1, v), s(2, 2), s(2, 2)),
        row("pad", v -> v.get(0).pad(1, 1, 2, 0.5), s(2, 2)),
        row("broadcastTo", v -> v.get(0).broadcastTo(3, 2, 2), s(2, 1)),
        row("rows", v -> v.get(0).rows(ids), s(5, 2)),
        row("matmul", v -> v.get(0).matmul(v.get(1)), s(2, 3), s(3, 4)),
        row("matmul ta", v -> v.get(0).matmul(v.get(1), true, false), s(3, 2), s(3, 4)),
        row("matmul tb", v -> v.get(0).matmul(v.get(1), false, true), s(2, 3), s(4, 3)),
        row("matmul both", v -> v.get(0).matmul(v.get(1), true, true), s(3, 2), s(4, 3)),
        row("matmul batch", v -> v.get(0).matmul(v.get(1)), s(2, 2, 3), s(2, 3, 4)),
        row(
            "matmul batch of batches tb",
            v -> v.get(0).matmul(v.get(1), false, true),
            s(2, 3, 2, 3),
            s(2, 3, 4, 3)),
        row("matmul one column", v -> v.get(0).matmul(v.get(1)), s(4, 3), s(3, 1)),
        row("matmul one row", v -> v.get(0).matmul(v.get(1)), s(1, 3), s(3, 2)),
        row("matmul outer", v -> v.get(0).matmul(v.get(1)), s(3, 1), s(1, 2)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void should_agree_with_central_differences(OpCase operation) {
    operation.run();
  }
}
