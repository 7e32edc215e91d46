package dev.braid.internal.saving.onnx;

import static dev.braid.Braid.ANY;

import ai.onnxruntime.OrtException;
import dev.braid.Braid;
import dev.braid.DType;
import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.layers.core.Lambda;
import dev.braid.ops.Binary;
import dev.braid.ops.Calculation;
import dev.braid.ops.Contraction;
import dev.braid.ops.PadMode;
import dev.braid.ops.ReductionKind;
import dev.braid.ops.Size;
import dev.braid.ops.Unary;
import dev.braid.ops.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every operation on values, in ONNX Runtime and in Braid. */
class ExportedOperationsTest {
  private static final long STEPS = 4;
  private static final long FEATURES = 3;

  @TempDir Path folder;

  /**
   * An operation.
   *
   * @param name its name
   * @param calculation on two values of shape (samples, steps, features)
   */
  private record Case(String name, Calculation calculation) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case one(String name, UnaryOperator<Value> function) {
    return new Case(name, in -> function.apply(in.get(0)));
  }

  private static Case two(String name, BinaryOperator<Value> function) {
    return new Case(name, in -> function.apply(in.get(0), in.get(1)));
  }

  static Stream<Case> all() {
    List<Case> cases = new ArrayList<>();
    for (Unary operation : Unary.values()) {
      cases.add(one(operation.name(), x -> inDomain(operation, x).unary(operation)));
    }
    for (Binary operation : Binary.values()) {
      cases.add(two(operation.name(), (a, b) -> base(operation, a).binary(operation, b)));
      cases.add(two(operation + " of integers", (a, b) -> integers(operation, a, b)));
      cases.add(
          two(operation + " broadcast", (a, b) -> base(operation, a).binary(operation, row(b))));
      cases.add(one(operation + " number", x -> base(operation, x).binary(operation, 1.5)));
      cases.add(one("number " + operation, x -> x.backend().binary(operation, 1.5, x)));
    }
    for (ReductionKind operation : ReductionKind.values()) {
      cases.add(one(operation.name(), x -> x.reduce(operation, false, 1)));
      cases.add(one(operation + " kept", x -> x.reduce(operation, true, -1)));
      cases.add(one(operation + " over two", x -> x.reduce(operation, true, 1, 2)));
      cases.add(one(operation + " of truths", x -> x.above(1).reduce(operation, false, 2)));
    }
    return Stream.of(cases.stream(), alongAxes(), shapes(), selection(), products(), truths())
        .flatMap(each -> each);
  }

  private static Value inDomain(Unary operation, Value x) {
    return switch (operation) {
      case LOG, SQRT, RECIPROCAL -> x.abs().add(0.1);
      case ACOSH -> x.abs().add(1.1);
      case ASIN, ACOS, ATANH -> x.tanh().multiply(0.9);
      case EXPM1, LOG1P -> Value.concat(1, List.of(x.abs(), x.multiply(1e-5)));
      case IS_NAN -> x.sqrt();
      case IS_INFINITE -> x.relu().log();
      case NOT -> x.relu();
      case ROUND -> Value.concat(1, List.of(x, x.unary(Unary.FLOOR).add(0.5)));
      default -> x;
    };
  }

  private static Value base(Binary operation, Value x) {
    return operation == Binary.POWER ? x.abs().add(0.1) : x;
  }

  private static Value row(Value x) {
    return x.slice(1, 0, 1);
  }

  private static Value integers(Binary operation, Value a, Value b) {
    Value x = a.multiply(3).cast(DType.INT32);
    Value y = b.multiply(3).cast(DType.INT32);
    return operation.isBool() ? x.binary(operation, y) : x.binary(operation, y.abs().add(1));
  }

  private static Stream<Case> alongAxes() {
    return Stream.of(
        one("softmax", x -> x.softmax(1)),
        one("log softmax", x -> x.logSoftmax(-1)),
        one("cumulative sum", x -> x.cumulativeSum(1)),
        one("cumulative sum of truths", x -> x.above(0).cumulativeSum(1)),
        one("cumulative product", x -> x.backend().cumulative(ReductionKind.PRODUCT, x, 1)),
        one("position of the largest", x -> x.backend().position(true, x, 2)),
        one("position of the smallest", x -> x.backend().position(false, x, 1)),
        one("position among equal ones", x -> x.backend().position(true, x.sign(), 2)),
        one("summed in falling order", x -> falling(x).cumulativeSum(2)),
        one("ranks", x -> falling(x).multiply(ranks(x))),
        one(
            "in",
            x ->
                falling(x)
                    .cumulativeSum(2)
                    .subtract(1)
                    .binary(Binary.LESS, falling(x).multiply(ranks(x)))
                    .sum(true, 2)),
        one("sorted", x -> x.backend().sort(x, 1).get(0)),
        one("positions of the sorted", x -> x.backend().sort(x, 2).get(1)),
        one("positions of equal ones", x -> x.backend().sort(x.sign(), 2).get(1)));
  }

  private static Value falling(Value x) {
    return x.backend().sort(x.negate(), 2).get(0).negate();
  }

  private static Value ranks(Value x) {
    return x.backend().count(x.sizeOf(2)).reshape(1, 1, FEATURES).add(1);
  }

  private static Stream<Case> shapes() {
    return Stream.of(
        one("reshape to a row", x -> x.reshape(List.of(x.sizeOf(0), Size.REST))),
        one("reshape of features", x -> x.reshape(splitFeatures(x))),
        one("reshape of steps", x -> x.reshape(joinedSteps(x)).reshape(x.sizes())),
        one("permute", x -> x.permute(0, 2, 1)),
        one("permute twice", x -> x.permute(0, 2, 1).permute(0, 2, 1).add(1)),
        one("expand", x -> x.expand(2).add(x.expand(-1))),
        one("squeeze", x -> x.slice(2, 0, 1).squeeze(2)),
        one("slice", x -> x.slice(1, 1, 3)),
        one("slice with a step", x -> x.slice(2, Size.of(0), x.sizeOf(2), 2)),
        one("slice to the end", x -> x.slice(1, Size.of(1), x.sizeOf(1), 1)),
        one(
            "slice to before the end",
            x -> x.slice(1, Size.of(1), x.sizeOf(1).minus(Size.of(1)), 1)),
        one("position", x -> x.at(1, 2)),
        one("reverse", x -> x.reverse(1)),
        two("concat", (a, b) -> Value.concat(1, List.of(a, b, a))),
        two("concat with truths", (a, b) -> Value.concat(2, List.of(a, b.above(0)))),
        two("stack", (a, b) -> Value.stack(1, List.of(a, b))),
        one("tile", x -> x.tile(1, 3)),
        two("broadcast", (a, b) -> a.sum(true, 1).broadcastTo(b.sizes())),
        one("broadcast with another axis", x -> x.expand(1).broadcastTo(threeTimes(x))),
        one("padded", x -> x.pad(1, 2, 1, -1.5)),
        one("padded by zeros", x -> x.above(0).pad(2, 0, 1, 0)),
        one("padded by reflection", x -> padded(x, PadMode.REFLECT)),
        one("padded by symmetry", x -> padded(x, PadMode.SYMMETRIC)),
        one("detached", Value::detach),
        one("zeros", x -> x.relu().log().zeros()));
  }

  private static List<Size> splitFeatures(Value x) {
    return List.of(x.sizeOf(0), x.sizeOf(1), Size.of(FEATURES), Size.of(1));
  }

  private static List<Size> joinedSteps(Value x) {
    return List.of(x.sizeOf(0), x.sizeOf(1).times(x.sizeOf(2)));
  }

  private static List<Size> threeTimes(Value x) {
    return List.of(x.sizeOf(0), Size.of(3), x.sizeOf(1), x.sizeOf(2));
  }

  private static Value padded(Value x, PadMode mode) {
    return x.backend().pad(x, 1, 2, 1, mode, 0);
  }

  private static Stream<Case> selection() {
    Value table = Value.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 4, 2);
    return Stream.of(
        one("rows of a table", x -> table.take(position(x), 0)),
        one("constant positions", x -> x.take(Value.of(new float[] {2, 0, -1}, 3), 2)),
        one("position by a scalar", x -> x.take(Value.of(new float[] {1}, new long[0]), 1)),
        two("along an axis", (a, b) -> a.takeAlongAxis(b.backend().sort(b, 1).get(1), 1)),
        two("along a broadcast axis", (a, b) -> a.sum(true, 1).takeAlongAxis(position(b), 2)),
        one("one-hot", x -> position(x).subtract(1).oneHot(3)),
        one("sums of segments", ExportedOperationsTest::segments),
        one("counted", x -> x.add(x.backend().count(x.sizeOf(2)))),
        one("counted steps", x -> x.add(x.backend().count(x.sizeOf(1)).expand(-1))));
  }

  /** Integers from 0 to 2. */
  private static Value position(Value x) {
    return x.clip(-1.4, 1.4).unary(Unary.ROUND).add(1);
  }

  /** Sums steps by their numbers modulo 3, without the sum of the last number. */
  private static Value segments(Value x) {
    Value numbers = x.backend().count(x.sizeOf(1)).binary(Binary.MOD, 3);
    return x.backend().segmentSum(x.permute(1, 0, 2), numbers, 2).permute(1, 0, 2);
  }

  private static Stream<Case> products() {
    Value kernel = Value.of(new float[] {1, -2, 0.5f, 3, 0, 1}, 3, 2);
    return Stream.of(
        one("product with a matrix", x -> x.matmul(kernel)),
        one("product with a turned matrix", x -> x.matmul(kernel.permute(1, 0), false, true)),
        two("product of batches", (a, b) -> a.matmul(b, false, true)),
        two("product of turned batches", (a, b) -> a.matmul(b, true, false)),
        one("product of truths", x -> x.above(0).matmul(kernel)),
        two("contraction", (a, b) -> new Contraction("btf", "bsf", "bts").apply(a, b)),
        two(
            "contraction in other letters",
            (a, b) -> new Contraction("äβδ", "äγδ", "βγä").apply(a, b).permute(2, 0, 1)));
  }

  private static Stream<Case> truths() {
    return Stream.of(
        two("where", (a, b) -> a.where(b.above(0), b)),
        two("where by numbers", (a, b) -> a.where(b.relu(), b.relu())),
        one("where between a number", x -> x.where(x.above(0), Value.of(new float[] {7}, 1))),
        two("where of truths", (a, b) -> a.above(0).where(b.above(0), b.below(1))),
        two("truths multiplied", (a, b) -> a.above(0).multiply(b.above(0))),
        two("truths added", (a, b) -> a.above(0).add(b.above(0))),
        two("larger truths", (a, b) -> a.above(0).maximum(b.above(0))),
        two("smaller truths", (a, b) -> a.above(0).minimum(b.above(0))),
        two("compared truths", (a, b) -> a.above(0).binary(Binary.LESS, b.above(0))),
        one("one minus truths", x -> x.above(0).subtractFrom(1)),
        one("truths plus zero", x -> x.above(0).add(0).multiply(1).divide(2)),
        one("truths equal to a number", x -> x.above(0).equalTo(1).add(x.below(0).equalTo(0))),
        one("truths above a number", x -> x.above(0).above(0).add(x.below(0).above(0.5))),
        one("negated truths", x -> x.above(0).negate()),
        one("mean of a comparison", x -> x.above(0).mean(false, 1)),
        one("clip", x -> x.clip(-0.5, 0.5)),
        one("clip below", x -> x.clip(0, Double.MAX_VALUE)),
        one("cast to integers", x -> x.multiply(3).cast(DType.INT32).divide(2)),
        one("cast to truths", x -> x.relu().cast(DType.BOOL)),
        one("square root of a square", x -> x.pow(2).pow(0.5)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void should_compute_the_same(Case operation) throws IOException, OrtException {
    compare(operation, STEPS, FEATURES);
  }

  @ParameterizedTest
  @MethodSource("all")
  void should_compute_the_same_with_sizes_that_are_unknown_until_the_graph_runs(Case operation)
      throws IOException, OrtException {
    compare(operation, ANY, FEATURES);
  }

  private void compare(Case operation, long... shape) throws IOException, OrtException {
    Tensor a = Braid.input("a", shape);
    Tensor b = Braid.input("b", shape);
    Model model =
        Model.inputs(a, b)
            .outputs(new Lambda(operation.calculation()).applyAll(a, b).get(0).named("result"));
    OnnxRun.compare(model, Map.of("a", data(7), "b", data(8)), folder, 2e-6);
  }

  private static INDArray data(int seed) {
    Random random = new Random(seed);
    float[] elements = new float[(int) (2 * STEPS * FEATURES)];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (float) (random.nextGaussian() * 1.3);
    }
    return Nd4j.createFromArray(elements).reshape(2, STEPS, FEATURES);
  }
}
