package dev.braid.ops;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.braid.DType;
import dev.braid.internal.compute.ArrayMath;
import dev.braid.internal.environment.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A recorded result, or inferred shape, of {@code keras.ops}.
 *
 * @param name the function in Keras
 * @param about the special property; null for an ordinary case, which has a gradient
 * @param inputs arrays in the order of the function's parameters
 * @param arguments other arguments by name
 * @param outputs the results
 */
record RecordedOperation(
    String name,
    String about,
    List<Recorded> inputs,
    Map<String, Object> arguments,
    List<Recorded> outputs) {
  /** Functions that create constants and are not operations on tensors. */
  static final Set<String> CONSTANTS = Set.of("eye", "arange", "zeros", "ones", "full");

  /** A Python function that is composed of other operations. */
  static final Set<String> COMPOSED = Set.of("mish");

  private static final Set<String> OF_LISTS =
      Set.of("concatenate", "stack", "einsum", "hstack", "vstack", "dstack", "meshgrid");

  private static final Map<String, String> CLASSES =
      Map.ofEntries(
          Map.entry("exponential", "Exp"),
          Map.entry("allclose", "AllClose"),
          Map.entry("isin", "IsIn"),
          Map.entry("searchsorted", "SearchSorted"),
          Map.entry("psnr", "PSNR"),
          Map.entry("batch_normalization", "BatchNorm"),
          Map.entry("layer_normalization", "LayerNorm"),
          Map.entry("rms_normalization", "RMSNorm"),
          Map.entry("rgb_to_grayscale", "RGBToGrayscale"));

  /**
   * An array, or the shape of one.
   *
   * @param shape with -1 for unknown sizes
   * @param values null if only the shape was recorded
   */
  record Recorded(long[] shape, DType dtype, double[] values) {
    INDArray array(DataType type) {
      return values.length == 0
          ? ArrayMath.zeros(type, shape)
          : Nd4j.createFromArray(values).castTo(type).reshape('c', shape);
    }

    Value shapeValue() {
      return new ShapeValue(dtype, shape);
    }
  }

  static Stream<RecordedOperation> values() {
    return Stream.of(
            "elementwise",
            "activations",
            "reductions",
            "shapes",
            "selection",
            "products",
            "networks",
            "images",
            "further")
        .flatMap(RecordedOperation::read)
        .filter(each -> !CONSTANTS.contains(each.name) && !COMPOSED.contains(each.name));
  }

  static Stream<RecordedOperation> unknownShapes() {
    return read("shapes-unknown")
        .filter(each -> !CONSTANTS.contains(each.name) && !COMPOSED.contains(each.name));
  }

  static Stream<RecordedOperation> read(String file) {
    Environment.start();
    String path = "/operations/" + file + ".json";
    try (InputStream in = RecordedOperation.class.getResourceAsStream(path)) {
      JsonNode cases =
          JsonMapper.builder()
              .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
              .build()
              .readTree(in);
      List<RecordedOperation> all = new ArrayList<>();
      cases.forEach(each -> all.add(one(each)));
      return all.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RecordedOperation one(JsonNode node) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    node.get("arguments")
        .fields()
        .forEachRemaining(entry -> arguments.put(entry.getKey(), plain(entry.getValue())));
    return new RecordedOperation(
        node.get("operation").asText(),
        node.has("about") ? node.get("about").asText() : null,
        arrays(node.get("inputs")),
        arguments,
        arrays(node.get("outputs")));
  }

  private static List<Recorded> arrays(JsonNode nodes) {
    return StreamSupport.stream(nodes.spliterator(), false)
        .map(
            node ->
                new Recorded(
                    StreamSupport.stream(node.get("shape").spliterator(), false)
                        .mapToLong(size -> size.isNull() ? -1 : size.asLong())
                        .toArray(),
                    DType.of(node.get("dtype").asText()),
                    node.has("values") ? elements(node.get("values")) : null))
        .toList();
  }

  private static double[] elements(JsonNode node) {
    double[] elements = new double[node.size()];
    Arrays.setAll(elements, i -> number(node.get(i)));
    return elements;
  }

  private static double number(JsonNode node) {
    return node.isBoolean()
        ? (node.asBoolean() ? 1 : 0)
        : node.isTextual() ? Double.parseDouble(node.asText()) : node.asDouble();
  }

  private static Object plain(JsonNode node) {
    if (node.isArray()) {
      List<Object> items = new ArrayList<>();
      node.forEach(item -> items.add(plain(item)));
      return items;
    }
    if (node.isObject()) {
      return object(node);
    }
    if (node.isTextual() && node.asText().endsWith("Infinity")) {
      return number(node);
    }
    return node.isNull()
        ? null
        : node.isBoolean()
            ? (Object) node.asBoolean()
            : node.isTextual()
                ? text(node.asText())
                : node.isIntegralNumber() ? (Object) node.asInt() : (Object) node.asDouble();
  }

  /** A text, or the infinite number that it represents. */
  private static Object text(String written) {
    return written.endsWith("Infinity") ? (Object) Double.valueOf(written) : written;
  }

  private static Object object(JsonNode node) {
    JsonNode config = node.get("config");
    return switch (node.get("class_name").asText()) {
      case "__ellipsis__" -> new Index.Ellipsis();
      case "__slice__" ->
          new Index.Range(
              bound(config.get("start")), bound(config.get("stop")), bound(config.get("step")));
      default -> {
        INDArray array = Arguments.array(plain(config.get("value")));
        yield switch (config.get("dtype").asText()) {
          case "bool" -> array.castTo(DataType.BOOL);
          case "int32", "int64" -> array.castTo(DataType.INT);
          default -> array;
        };
      }
    };
  }

  private static Long bound(JsonNode node) {
    return node.isNull() ? null : Long.valueOf(node.asLong());
  }

  String className() {
    String found = CLASSES.get(name);
    if (found != null) {
      return found;
    }
    StringBuilder camel = new StringBuilder();
    for (String word : name.split("_", -1)) {
      camel.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return camel.toString();
  }

  Operation operation() {
    return Operations.find(className())
        .orElseThrow(() -> new AssertionError("no operation " + className()));
  }

  /** The operation on these inputs. */
  List<Value> apply(List<Value> values) {
    Operation operation = operation();
    Object[] operands = new Object[Math.max(operation.operands().size(), 1)];
    Arguments call = operation.on();
    Map<String, Object> options = new LinkedHashMap<>();
    arguments.forEach(
        (key, value) -> {
          int place = operation.operands().indexOf(key);
          if (place >= 0) {
            operands[place] = key.equals("key") ? indices(value) : value;
          } else {
            options.put(key, value);
          }
        });
    if (name.equals("select")) {
      operands[0] = values.subList(0, values.size() / 2);
      operands[1] = values.subList(values.size() / 2, values.size());
    } else if (OF_LISTS.contains(name)) {
      operands[0] = values;
    } else {
      int next = 0;
      for (Value value : values) {
        while (operands[next] != null) {
          next++;
        }
        operands[next] = value;
      }
    }
    call = operation.on(operands);
    for (Map.Entry<String, Object> option : options.entrySet()) {
      call = call.with(option.getKey(), option.getValue());
    }
    return call.<Value>apply();
  }

  private static List<Index> indices(Object key) {
    List<?> keys = key instanceof List<?> list ? list : List.of(key);
    return keys.stream()
        .map(
            each ->
                each == null
                    ? new Index.NewAxis()
                    : each instanceof Integer at ? new Index.Position(at) : (Index) each)
        .toList();
  }

  static long[] shape(Value value) {
    return value.shape();
  }

  static double[] elements(Value value) {
    INDArray array = value.array();
    return array.isEmpty() || IntStream.range(0, array.rank()).anyMatch(i -> array.size(i) == 0)
        ? new double[0]
        : array.dup('c').data().asDouble();
  }

  @Override
  public String toString() {
    return name
        + inputs.stream().map(input -> ShapeRules.text(input.shape())).toList()
        + arguments
        + (about == null ? "" : " " + about);
  }
}
