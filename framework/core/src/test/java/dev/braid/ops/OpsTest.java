package dev.braid.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.DType;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
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

/** Tests the static functions and the operations that they apply. */
class OpsTest {
  private static final Map<String, String> CLASSES =
      Map.of(
          "abs", "Absolute",
          "allclose", "AllClose",
          "isin", "IsIn",
          "searchsorted", "SearchSorted",
          "psnr", "PSNR",
          "batchNormalization", "BatchNorm",
          "layerNormalization", "LayerNorm",
          "rmsNormalization", "RMSNorm",
          "rgbToGrayscale", "RGBToGrayscale");

  /** Classes without a separate function. */
  private static final Set<String> WITHOUT_FUNCTION =
      Set.of(
          "Abs",
          "Fabs",
          "Array",
          "EmptyLike",
          "Fliplr",
          "Flipud",
          "Append",
          "Dstack",
          "Vsplit",
          "Hsplit",
          "Dsplit");

  /** Records the operation that is applied to it. */
  private static final class Spy implements Operand<Spy> {
    private Arguments applied;

    @Override
    public List<Spy> apply(Operation operation, Arguments arguments) {
      applied = arguments;
      return List.of(this);
    }
  }

  static Stream<Method> functions() {
    return Arrays.stream(Ops.class.getMethods())
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .filter(
            method ->
                method.getReturnType() == Operand.class || method.getReturnType() == List.class)
        .filter(method -> !method.getName().equals("mish"));
  }

  private static Object argument(Class<?> type, Spy spy) {
    if (type == Operand.class || type == Object.class) {
      return spy;
    }
    if (type == Operand[].class) {
      Object array = Array.newInstance(Operand.class, 1);
      Array.set(array, 0, spy);
      return array;
    }
    return Map.<Class<?>, Object>ofEntries(
            Map.entry(int.class, 1),
            Map.entry(double.class, 1.0),
            Map.entry(boolean.class, true),
            Map.entry(int[].class, new int[] {1}),
            Map.entry(int[][].class, new int[][] {{1, 1}}),
            Map.entry(String.class, "same"),
            Map.entry(List.class, List.of(spy)),
            Map.entry(Number.class, 1),
            Map.entry(DType.class, DType.FLOAT32),
            Map.entry(Ops.KeepDims.class, Ops.keepDims()),
            Map.entry(Index[].class, new Index[] {Ops.all()}))
        .get(type);
  }

  private static Arguments applied(Method method) {
    Spy spy = new Spy();
    Object[] arguments =
        Arrays.stream(method.getParameterTypes()).map(type -> argument(type, spy)).toArray();
    try {
      method.invoke(null, arguments);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new AssertionError(method.toString(), e);
    }
    return spy.applied;
  }

  private static String className(Method method) {
    String name = method.getName();
    String camel = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return CLASSES.getOrDefault(name, camel);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void should_apply_the_operation_of_the_same_name(Method method) {
    Arguments applied = applied(method);
    assertThat(applied.operation().className()).isEqualTo(className(method));
    assertThat(Operations.find(className(method))).contains(applied.operation());
    assertThat(applied.operands().size())
        .isLessThanOrEqualTo(Math.max(1, applied.operation().operands().size()));
  }

  @Test
  void should_have_a_function_for_each_operation() {
    Set<String> missing = new TreeSet<>(Operations.names());
    missing.removeAll(functions().map(OpsTest::className).collect(Collectors.toSet()));
    assertThat(missing).containsExactlyInAnyOrderElementsOf(WITHOUT_FUNCTION);
  }

  static Stream<RecordedOperation> constants() {
    return RecordedOperation.read("shapes").filter(each -> each.inputs().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("constants")
  void should_create_the_constants_of_keras(RecordedOperation recorded) {
    Map<String, Object> given = recorded.arguments();
    INDArray found =
        switch (recorded.name()) {
          case "eye" ->
              Ops.eye(
                  (int) given.get("N"),
                  (int) given.getOrDefault("M", given.get("N")),
                  (int) given.getOrDefault("k", 0));
          case "arange" -> range(given);
          case "zeros" -> Ops.full(0, Arguments.longs("shape", given.get("shape")));
          case "ones" -> Ops.full(1, Arguments.longs("shape", given.get("shape")));
          default ->
              Ops.full(
                  (double) given.get("fill_value"), Arguments.longs("shape", given.get("shape")));
        };
    RecordedOperation.Recorded expected = recorded.outputs().get(0);
    assertThat(found.shape()).isEqualTo(expected.shape());
    assertThat(RecordedOperation.elements(Value.constant(found.castTo(DataType.DOUBLE))))
        .containsExactly(expected.values());
  }

  private static INDArray range(Map<String, Object> given) {
    double start = ((Number) given.get("start")).doubleValue();
    if (!given.containsKey("stop")) {
      return Ops.arange((long) start);
    }
    double step = ((Number) given.getOrDefault("step", 1)).doubleValue();
    return Ops.arange(start, ((Number) given.get("stop")).doubleValue(), step);
  }

  @Test
  void should_compose_mish_of_other_operations() {
    RecordedOperation.read("activations")
        .filter(each -> each.name().equals("mish") && each.inputs().get(0).values().length > 0)
        .forEach(
            each -> {
              Value found = Ops.mish(Value.constant(each.inputs().get(0).array(DataType.DOUBLE)));
              double[] expected = each.outputs().get(0).values();
              double[] elements = RecordedOperation.elements(found);
              for (int i = 0; i < expected.length; i++) {
                assertThat(elements[i])
                    .isCloseTo(expected[i], org.assertj.core.api.Assertions.within(1e-6));
              }
            });
  }

  @Test
  void should_accept_constants_on_either_side() {
    Value x = Value.of(new float[] {1, 2, 4}, 3);
    assertThat(Ops.subtract(1, x).floats()).containsExactly(0, -1, -3);
    assertThat(Ops.subtract(x, new int[] {1, 1, 1}).floats()).containsExactly(0, 1, 3);
    assertThat(Ops.divide(List.of(4, 4, 4), x).floats()).containsExactly(4, 2, 1);
    assertThat(Ops.multiply(x, Ops.eye(3)).shape()).containsExactly(3, 3);
    Value joined = Ops.concatenate(0, List.of(x, new double[] {5}));
    assertThat(joined.floats()).containsExactly(1, 2, 4, 5);
  }

  @Test
  void should_reduce_axes_counted_from_either_end() {
    Value x = Value.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    assertThat(Ops.mean(x).floats()).containsExactly(3.5f);
    assertThat(Ops.mean(x, -1).floats()).containsExactly(2, 5);
    assertThat(Ops.mean(x, Ops.keepDims(), 1).shape()).containsExactly(2, 1);
    assertThat(Ops.sum(x, 0, 1).shape()).isEmpty();
    assertThat(Ops.topK(x, 2).get(1).floats()).containsExactly(2, 1, 2, 1);
  }
}
