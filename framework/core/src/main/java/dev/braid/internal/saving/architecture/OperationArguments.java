package dev.braid.internal.saving.architecture;

import dev.braid.DType;
import dev.braid.internal.calls.OperationLayer;
import dev.braid.ops.Arguments;
import dev.braid.ops.Index;
import dev.braid.ops.Operation;
import dev.braid.ops.Operators;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Reads and writes the arguments of operations in Keras' configurations. */
final class OperationArguments {
  /** The maximum number of elements of a constant. */
  private static final int MOST_ELEMENTS = 10_000_000;

  private OperationArguments() {}

  // ---- reading

  /** Thrown for an argument that cannot be read, with the reason. */
  static final class UnreadableArgumentException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnreadableArgumentException(String reason) {
      super(reason);
    }
  }

  /**
   * Reads a call of an operation.
   *
   * @param config the options in the file
   * @param node the arguments of the call
   * @param tensors converts each tensor, in order, to the operand that represents it
   */
  static Arguments read(
      Operation operation,
      Map<?, ?> config,
      Object node,
      Function<TensorReference, Object> tensors) {
    Object[] operands = new Object[operation.operands().size()];
    if (!(node instanceof Map<?, ?> call) || !(call.get("args") instanceof List<?> args)) {
      throw new UnreadableArgumentException("its inbound node has no args");
    }
    boolean variadic = operation.isVariadic();
    if (variadic) {
      operands[0] = args.stream().map(each -> value(each, tensors)).toList();
    } else if (args.size() > operands.length) {
      throw new UnreadableArgumentException("it is called with " + args.size() + " arguments");
    } else {
      for (int i = 0; i < args.size(); i++) {
        operands[i] = operand(operation, i, args.get(i), tensors);
      }
    }
    Map<?, ?> named = call.get("kwargs") instanceof Map<?, ?> map ? map : Map.of();
    named.forEach(
        (name, given) -> {
          int index = operation.operands().indexOf(String.valueOf(name));
          if (index < 0 || variadic) {
            throw new UnreadableArgumentException("it is called with the argument \"" + name + '"');
          }
          operands[index] = operand(operation, index, given, tensors);
        });
    Arguments arguments = operation.on(operands);
    for (Map.Entry<?, ?> option : config.entrySet()) {
      String name = String.valueOf(option.getKey());
      if (operation.options().containsKey(name)) {
        arguments = arguments.with(name, value(option.getValue(), tensors));
      } else if (!name.equals("name") && option.getValue() != null) {
        throw new UnreadableArgumentException("it has the option \"" + name + '"');
      }
    }
    return arguments;
  }

  private static Object operand(
      Operation operation, int index, Object written, Function<TensorReference, Object> tensors) {
    return operation == Operators.GET_ITEM && index == 1
        ? indices(written)
        : value(written, tensors);
  }

  private static Object value(Object written, Function<TensorReference, Object> tensors) {
    Object given = TensorReference.untupled(written);
    if (TensorReference.isTensor(given)) {
      return tensors.apply(
          TensorReference.ofTensor(given)
              .orElseThrow(
                  () ->
                      new UnreadableArgumentException(
                          "a tensor among its arguments has no history")));
    }
    if (given instanceof List<?> list) {
      List<Object> values = new ArrayList<>();
      list.forEach(each -> values.add(value(each, tensors)));
      return values;
    }
    if (given instanceof Map<?, ?> object) {
      return constant(object);
    }
    return given;
  }

  private static Object constant(Map<?, ?> object) {
    if (isArray(object)) {
      INDArray array = array(object);
      return array.rank() == 0 ? (Object) array.getDouble(0) : array;
    }
    if ("DTypePolicy".equals(object.get("class_name"))
        && object.get("config") instanceof Map<?, ?> policy) {
      return policy.get("name");
    }
    throw new UnreadableArgumentException("it receives " + TensorReference.text(object));
  }

  /** Returns whether an argument is a constant array. */
  static boolean isArray(Object written) {
    return written instanceof Map<?, ?> object
        && ("__numpy__".equals(object.get("class_name"))
            || "__tensor__".equals(object.get("class_name")))
        && object.get("config") instanceof Map;
  }

  /** Returns the type of a constant array. */
  static DType type(Map<?, ?> object) {
    return DType.of(String.valueOf(((Map<?, ?>) object.get("config")).get("dtype")));
  }

  /** Reads a constant array. */
  static INDArray array(Map<?, ?> object) {
    List<Double> elements = new ArrayList<>();
    List<Long> shape = new ArrayList<>();
    collect(((Map<?, ?>) object.get("config")).get("value"), 0, shape, elements);
    DType type = type(object);
    double[] flat = elements.stream().mapToDouble(Double::doubleValue).toArray();
    long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
    DataType stored =
        type.floating() ? DataType.FLOAT : type == DType.BOOL ? DataType.BOOL : DataType.INT64;
    return sizes.length == 0
        ? Nd4j.scalar(flat[0])
        : Nd4j.createFromArray(flat).castTo(stored).reshape('c', sizes);
  }

  private static void collect(Object given, int depth, List<Long> shape, List<Double> elements) {
    if (given instanceof List<?> list) {
      if (depth == shape.size()) {
        shape.add((long) list.size());
      }
      if (depth > shape.size() || shape.get(depth) != list.size()) {
        throw new UnreadableArgumentException("one of its constants is not a rectangular array");
      }
      list.forEach(each -> collect(each, depth + 1, shape, elements));
      return;
    }
    if (depth != shape.size() || elements.size() >= MOST_ELEMENTS) {
      throw new UnreadableArgumentException(
          "one of its constants is not a rectangular array of at most "
              + MOST_ELEMENTS
              + " elements");
    }
    elements.add(
        given instanceof Boolean truth
            ? truth ? 1.0 : 0.0
            : given instanceof Number number ? number.doubleValue() : special(given));
  }

  private static double special(Object given) {
    return switch (String.valueOf(given)) {
      case "NaN" -> Double.NaN;
      case "Infinity", "inf" -> Double.POSITIVE_INFINITY;
      case "-Infinity", "-inf" -> Double.NEGATIVE_INFINITY;
      default ->
          throw new UnreadableArgumentException(
              "one of its constants contains " + TensorReference.text(given));
    };
  }

  private static List<Index> indices(Object written) {
    Object key = TensorReference.untupled(written);
    List<?> all = key instanceof List<?> list ? list : Arrays.asList(key);
    List<Index> indices = new ArrayList<>();
    all.forEach(each -> indices.add(index(each)));
    return indices;
  }

  private static Index index(Object written) {
    if (written == null) {
      return new Index.NewAxis();
    }
    if (written instanceof Integer || written instanceof Long) {
      return new Index.Position(((Number) written).longValue());
    }
    if (written instanceof Map<?, ?> object) {
      if ("__ellipsis__".equals(object.get("class_name"))) {
        return new Index.Ellipsis();
      }
      if ("__slice__".equals(object.get("class_name"))
          && object.get("config") instanceof Map<?, ?> slice) {
        return new Index.Range(
            bound(slice.get("start")), bound(slice.get("stop")), bound(slice.get("step")));
      }
    }
    throw new UnreadableArgumentException("it is indexed by " + TensorReference.text(written));
  }

  private static Long bound(Object written) {
    if (written != null && !(written instanceof Integer || written instanceof Long)) {
      throw new UnreadableArgumentException(
          "a slice is bounded by " + TensorReference.text(written));
    }
    return written == null ? null : Long.valueOf(((Number) written).longValue());
  }

  // ---- writing

  /** Returns the arguments of a call as Keras writes them. */
  static List<Object> write(Arguments arguments, IntFunction<Object> tensors) {
    List<Object> written = new ArrayList<>();
    arguments.operands().forEach(each -> written.add(written(each, tensors)));
    if (arguments.operation().isVariadic()) {
      return new ArrayList<>((List<?>) written.get(0));
    }
    while (written.get(written.size() - 1) == null) {
      written.remove(written.size() - 1);
    }
    return written;
  }

  private static Object written(Object operand, IntFunction<Object> tensors) {
    if (operand instanceof OperationLayer.Slot slot) {
      return tensors.apply(slot.input());
    }
    if (operand instanceof List<?> list) {
      List<Object> written = new ArrayList<>();
      list.forEach(each -> written.add(written(each, tensors)));
      return written;
    }
    if (operand instanceof Index index) {
      return written(index);
    }
    if (operand instanceof INDArray array) {
      return array(array);
    }
    return operand;
  }

  private static Object written(Index index) {
    if (index instanceof Index.Position position) {
      return position.position();
    }
    if (index instanceof Index.Range range) {
      Map<String, Object> config = new LinkedHashMap<>();
      config.put("start", range.from());
      config.put("stop", range.to());
      config.put("step", range.step());
      return object("__slice__", config);
    }
    return index instanceof Index.Ellipsis ? object("__ellipsis__", Map.of()) : null;
  }

  private static String type(INDArray array) {
    return array.dataType() == DataType.BOOL
        ? "bool"
        : array.dataType().isFPType() ? "float32" : "int32";
  }

  /** Returns a constant array as Keras writes it. */
  static Object array(INDArray array) {
    return array(array, type(array));
  }

  private static Object array(INDArray array, String type) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("value", nested(array.castTo(DataType.DOUBLE).dup('c'), type));
    config.put("dtype", type);
    return object("__numpy__", config);
  }

  private static Object nested(INDArray array, String type) {
    if (array.rank() == 0) {
      double element = array.getDouble(0);
      return switch (type) {
        case "bool" -> element != 0;
        case "int32" -> (long) element;
        default -> (double) (float) element;
      };
    }
    return IntStream.range(0, Math.toIntExact(array.size(0)))
        .mapToObj(
            i -> nested(array.rank() == 1 ? array.getScalar(i).reshape() : array.slice(i), type))
        .toList();
  }

  private static Map<String, Object> object(String className, Map<String, ?> config) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("class_name", className);
    object.put("config", config);
    return object;
  }
}
