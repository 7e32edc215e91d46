package dev.braid.ops;

import dev.braid.DType;
import dev.braid.internal.environment.Environment;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The arguments of one call of an operation.
 *
 * <p>An operand is a tensor, a value, a list of these, a constant (a number, a boolean, an array of
 * numbers), or null if it was omitted.
 */
public final class Arguments {
  private final Operation operation;
  private final List<@Nullable Object> operands;
  private final Map<String, @Nullable Object> options;

  Arguments(
      Operation operation, List<@Nullable Object> operands, Map<String, @Nullable Object> options) {
    this.operation = operation;
    this.operands = Collections.unmodifiableList(new ArrayList<>(operands));
    this.options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** A copy with an option. */
  public Arguments with(String option, @Nullable Object value) {
    if (!operation.options().containsKey(option)) {
      throw new IllegalArgumentException(operation + " has no option " + option);
    }
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(options);
    changed.put(option, value);
    return new Arguments(operation, operands, changed);
  }

  public Operation operation() {
    return operation;
  }

  public List<@Nullable Object> operands() {
    return operands;
  }

  public Map<String, @Nullable Object> options() {
    return options;
  }

  /** A copy with other operands; the function receives the elements of lists. */
  public Arguments map(UnaryOperator<@Nullable Object> change) {
    return new Arguments(
        operation, operands.stream().map(each -> changed(each, change)).toList(), options);
  }

  private static @Nullable Object changed(
      @Nullable Object operand, UnaryOperator<@Nullable Object> change) {
    return operand instanceof List<?> list
        ? Collections.unmodifiableList(
            new ArrayList<>(list.stream().map(each -> changed(each, change)).toList()))
        : change.apply(operand);
  }

  /** Applies the operation in the way of its first tensor or value. */
  @SuppressWarnings("unchecked")
  public <T extends Operand<T>> List<T> apply() {
    Operand<?> host = host(operands);
    if (host == null) {
      throw new IllegalArgumentException(
          operation + " of constants only: at least one operand must be a tensor or a value");
    }
    return (List<T>) host.apply(operation, this);
  }

  /** Converts a failure to a message about the operands' shapes, if these are the cause. */
  RuntimeException explained(RuntimeException failure) {
    if (onShapes()) {
      return failure;
    }
    try {
      operation.compute(
          map(
              each ->
                  each instanceof Value value
                      ? new ShapeValue(DType.FLOAT32, value.shape())
                      : each));
    } catch (IllegalArgumentException cause) {
      return new IllegalArgumentException(
          operation + " cannot be applied: " + cause.getMessage(), failure);
    } catch (RuntimeException other) {
      return failure;
    }
    return failure;
  }

  /** The first tensor, or otherwise the first value. */
  private static @Nullable Operand<?> host(List<?> among) {
    Operand<?> found = null;
    for (Object each : among) {
      Operand<?> host =
          each instanceof List<?> list ? host(list) : each instanceof Operand<?> one ? one : null;
      if (host != null && (found == null || found instanceof Value)) {
        found = host;
      }
    }
    return found;
  }

  // ---- operands as values

  public boolean has(int operand) {
    return operand < operands.size() && operands.get(operand) != null;
  }

  /** Whether an operand is a single number. */
  boolean isNumber(int operand) {
    Object given = operands.get(operand);
    return given instanceof Number || given instanceof Boolean;
  }

  double number(int operand) {
    return number(operands.get(operand));
  }

  private static double number(@Nullable Object given) {
    if (given instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    if (given instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("expected a number, received " + given);
  }

  /** An operand as a value; constants take the type of the other operands. */
  Value value(int operand) {
    return value(operands.get(operand));
  }

  Value value() {
    return value(0);
  }

  /** An operand that is a list. */
  List<Value> values(int operand) {
    Object given = operands.get(operand);
    return given instanceof List<?> list
        ? list.stream().map(this::value).toList()
        : List.of(value(given));
  }

  /** An operand that is an index for each axis. */
  List<Index> indices(int operand) {
    return ((List<?>) operands.get(operand)).stream().map(Index.class::cast).toList();
  }

  private Value value(@Nullable Object given) {
    if (given instanceof Value value) {
      return value;
    }
    if (given == null) {
      throw new IllegalArgumentException("an operand is missing");
    }
    INDArray array = array(given);
    return onShapes()
        ? new ShapeValue(constantType(given, array), array.shape())
        : Value.constant(array.castTo(type()));
  }

  private boolean onShapes() {
    return operands.stream()
        .anyMatch(
            each ->
                each instanceof ShapeValue
                    || each instanceof List<?> list
                        && list.stream().anyMatch(ShapeValue.class::isInstance));
  }

  /** The type of a constant: Java's integers are int32. */
  private static DType constantType(@Nullable Object given, INDArray array) {
    if (given instanceof INDArray) {
      return ShapeBackend.type(array.dataType());
    }
    Object leaf = given;
    while (isList(leaf)) {
      List<?> items = items(leaf);
      if (items.isEmpty()) {
        return DType.FLOAT32;
      }
      leaf = items.get(0);
      for (Object item : items) {
        leaf = item instanceof Double || item instanceof Float ? item : leaf;
      }
    }
    return leaf instanceof Boolean
        ? DType.BOOL
        : leaf instanceof Double || leaf instanceof Float ? DType.FLOAT32 : DType.INT32;
  }

  private DataType type() {
    for (Object each : operands) {
      List<?> all = each instanceof List<?> list ? list : Arrays.asList(each);
      for (Object one : all) {
        if (one instanceof ArrayValue value) {
          return value.dataType();
        }
      }
    }
    return DataType.FLOAT;
  }

  /** An operand of integers that must be known when the graph is built. */
  long[] constants(int operand) {
    INDArray array = array(operands.get(operand));
    return array.isEmpty() ? new long[0] : array.dup('c').data().asLong();
  }

  /** Whether an operand is a constant. */
  boolean isConstant(int operand) {
    Object given = operands.get(operand);
    return !(given instanceof Value)
        && !(given instanceof List<?> list && list.stream().anyMatch(Value.class::isInstance));
  }

  /** Whether an operand is a single number with a fraction, as {@code 2.0} is in Java. */
  boolean isFraction(int operand) {
    return operands.get(operand) instanceof Double || operands.get(operand) instanceof Float;
  }

  /** An operand for a graph: arrays are copied, so that later changes have no effect. */
  public static @Nullable Object constant(@Nullable Object operand) {
    if (operand instanceof Value value) {
      return value.array().dup('c');
    }
    if (operand instanceof INDArray array) {
      return array.dup('c');
    }
    if (operand == null || !operand.getClass().isArray()) {
      return operand;
    }
    INDArray array = array(operand);
    return array.castTo(
        switch (constantType(operand, array)) {
          case BOOL -> DataType.BOOL;
          case INT32 -> DataType.INT64;
          default -> DataType.FLOAT;
        });
  }

  /** A constant as an array: a number, or rectangular Java arrays and lists of numbers. */
  public static INDArray array(Object constant) {
    Environment.start();
    if (constant instanceof INDArray array) {
      return array;
    }
    List<Long> shape = new ArrayList<>();
    for (Object at = constant; isList(at); at = items(at).isEmpty() ? null : items(at).get(0)) {
      shape.add((long) items(at).size());
    }
    List<Double> elements = new ArrayList<>();
    collect(constant, shape, 0, elements);
    double[] flat = elements.stream().mapToDouble(Double::doubleValue).toArray();
    long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
    return sizes.length == 0
        ? Nd4j.scalar(DataType.DOUBLE, flat[0])
        : Nd4j.createFromArray(flat).reshape('c', sizes);
  }

  private static void collect(
      @Nullable Object given, List<Long> shape, int depth, List<Double> elements) {
    if (!isList(given)) {
      if (depth != shape.size() || !(given instanceof Number || given instanceof Boolean)) {
        throw new IllegalArgumentException(
            "expected a number or a rectangular array of numbers as a constant, received " + given);
      }
      elements.add(number(given));
      return;
    }
    List<?> items = items(given);
    if (depth >= shape.size() || items.size() != shape.get(depth)) {
      throw new IllegalArgumentException("a constant is a ragged array");
    }
    items.forEach(item -> collect(item, shape, depth + 1, elements));
  }

  static boolean isList(@Nullable Object given) {
    return given instanceof Collection || given != null && given.getClass().isArray();
  }

  private static List<?> items(@Nullable Object given) {
    return given instanceof Collection<?> list
        ? List.copyOf(list)
        : IntStream.range(0, Array.getLength(given)).mapToObj(i -> Array.get(given, i)).toList();
  }

  // ---- options

  @Nullable Object option(String name) {
    return options.get(name);
  }

  boolean isGiven(String name) {
    return options.get(name) != null;
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(options.get(name));
  }

  double real(String name) {
    return number(options.get(name));
  }

  int integer(String name) {
    if (options.get(name) instanceof Number number) {
      return number.intValue();
    }
    throw new IllegalArgumentException(
        "expected an integer as the option " + name + ", received " + options.get(name));
  }

  /** An option of one or several integers. */
  long[] integers(String name) {
    return longs(name, options.get(name));
  }

  /** One or several integers of an option. */
  static long[] longs(String name, @Nullable Object given) {
    if (given instanceof INDArray array) {
      return array.dup('c').data().asLong();
    }
    return isList(given)
        ? items(given).stream().mapToLong(each -> integer(name, each)).toArray()
        : new long[] {integer(name, given)};
  }

  private static long integer(String name, @Nullable Object given) {
    if (given instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalArgumentException(
        "expected integers in the option " + name + ", received " + given);
  }

  /** An option that is one integer, or several. */
  boolean isList(String name) {
    return isList(options.get(name));
  }

  /** The items of an option that is a list. */
  List<?> list(String name) {
    return items(options.get(name));
  }

  /** A type of elements; null if none is given. */
  @Nullable DType type(String name) {
    Object given = options.get(name);
    if (given == null) {
      return null;
    }
    return given instanceof DType type ? type : DType.of(String.valueOf(given));
  }

  String text(String name) {
    return String.valueOf(options.get(name));
  }

  /** An option with axes of a value; null stands for all axes. */
  int[] axes(String name, Value of) {
    Object given = options.get(name);
    return given == null
        ? of.allAxes()
        : Arrays.stream(integers(name)).mapToInt(Math::toIntExact).toArray();
  }
}
