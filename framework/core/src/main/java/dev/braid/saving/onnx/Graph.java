package dev.braid.saving.onnx;

import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A graph, or the body of a loop in one, while it is written: nodes in an order of execution. */
final class Graph {
  private final Graph outer;
  private final Shared shared;
  private final OnnxBackend backend = new OnnxBackend(this);
  private final List<Node> nodes = new ArrayList<>();
  private final List<OnnxValue> inputs = new ArrayList<>();
  private final List<OnnxValue> outputs = new ArrayList<>();

  /** What makes constants equal. */
  private record Content(String what, Type type, List<Long> shape, Object elements) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Content content
          && what.equals(content.what)
          && type == content.type
          && shape.equals(content.shape)
          && (elements instanceof float[] floats
              ? Arrays.equals(floats, (float[]) content.elements)
              : Arrays.equals((long[]) elements, (long[]) content.elements));
    }

    @Override
    public int hashCode() {
      int hash =
          elements instanceof float[] floats
              ? Arrays.hashCode(floats)
              : Arrays.hashCode((long[]) elements);
      return 31 * hash + Objects.hash(what, type, shape);
    }
  }

  /** What a graph has in common with the bodies inside it. */
  private static final class Shared {
    private final Map<OnnxValue, Object> constants = new LinkedHashMap<>();
    private final Map<Content, OnnxValue> found = new HashMap<>();
    private final Map<INDArray, String> names = new IdentityHashMap<>();
    private final Map<INDArray, Optional<OnnxValue>> weights = new IdentityHashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private String at = "";
  }

  Graph() {
    this(null, new Shared());
  }

  private Graph(Graph outer, Shared shared) {
    this.outer = outer;
    this.shared = shared;
  }

  /** The body of a loop, which sees all that this graph has so far. */
  Graph body() {
    return new Graph(this, shared);
  }

  OnnxBackend backend() {
    return backend;
  }

  boolean isBody() {
    return outer != null;
  }

  /** Names what comes next after a layer. */
  void at(String path) {
    shared.at = path;
  }

  List<Node> nodes() {
    return nodes;
  }

  List<OnnxValue> inputs() {
    return inputs;
  }

  List<OnnxValue> outputs() {
    return outputs;
  }

  List<Constant> constants() {
    return shared.constants.entrySet().stream()
        .map(constant -> new Constant(constant.getKey(), constant.getValue()))
        .toList();
  }

  // ---- names

  /** Keeps a name for one value; false where another has it. */
  boolean take(String name) {
    return shared.taken.add(name);
  }

  private String fresh(String what) {
    String base = shared.at.isEmpty() ? what : shared.at + "/" + what;
    String name = base;
    while (!take(name)) {
      name = base + "_" + shared.counts.merge(base, 1, Integer::sum);
    }
    return name;
  }

  // ---- what values begin with

  /** An input under a name of its own. */
  OnnxValue input(String name, Type type, long... shape) {
    OnnxValue value = new OnnxValue(this, name, type, shape);
    inputs.add(value);
    return value;
  }

  /** An input of a body. */
  OnnxValue part(String what, Type type, long... shape) {
    return input(fresh(what), type, shape);
  }

  OnnxValue number(double value) {
    return constant("constant", Type.FLOAT, new float[] {(float) value});
  }

  /** A scalar integer. */
  OnnxValue integer(long value) {
    return constant("number", Type.INT64, new long[] {value});
  }

  /** Integers along one axis. */
  OnnxValue integers(long... values) {
    return constant("sizes", Type.INT64, values.clone(), values.length);
  }

  /** Sets what an array is called in the file, if it will stand there. */
  void name(INDArray array, String name) {
    shared.names.put(array, name);
  }

  /** An array that stands in the file once, even if others have the same elements. */
  void weight(INDArray array, String name) {
    name(array, name);
    shared.weights.computeIfAbsent(array, absent -> Optional.empty());
  }

  /** A constant array. */
  OnnxValue array(INDArray array) {
    Optional<OnnxValue> weight = shared.weights.get(array);
    if (weight != null && weight.isPresent()) {
      return weight.get();
    }
    String name = shared.names.getOrDefault(array, "constant");
    boolean integers = array.dataType().isIntType();
    Type type = integers ? Type.INT64 : Type.FLOAT;
    Object elements =
        integers
            ? array.castTo(DataType.INT64).dup('c').data().asLong()
            : array.castTo(DataType.FLOAT).dup('c').data().asFloat();
    if (weight == null) {
      return constant(name, type, elements, array.shape());
    }
    OnnxValue value = new OnnxValue(root(), fresh(name), type, array.shape());
    shared.constants.put(value, elements);
    shared.weights.put(array, Optional.of(value));
    return value;
  }

  /** A constant as another type; null where the value is no constant. */
  OnnxValue castConstant(OnnxValue value, Type type) {
    Object elements = shared.constants.get(value);
    if (elements instanceof float[] floats && type == Type.INT64) {
      long[] integers = new long[floats.length];
      Arrays.setAll(integers, i -> (long) floats[i]);
      return constant("numbers", type, integers, value.shape());
    }
    if (elements instanceof long[] integers && type == Type.FLOAT) {
      float[] floats = new float[integers.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = integers[i];
      }
      return constant("constant", type, floats, value.shape());
    }
    return null;
  }

  /** A constant with its elements in other places; empty where the value is no constant. */
  Optional<OnnxValue> folded(OnnxValue value, UnaryOperator<INDArray> change) {
    if (!(shared.constants.get(value) instanceof float[] elements)) {
      return Optional.empty();
    }
    INDArray array = Nd4j.createFromArray(elements).reshape('c', value.shape());
    INDArray changed = change.apply(array).dup('c');
    name(changed, value.name().substring(value.name().lastIndexOf('/') + 1));
    return Optional.of(array(changed));
  }

  /** The number that a constant holds, if it is a single integer. */
  Optional<Long> integerIn(OnnxValue value) {
    return shared.constants.get(value) instanceof long[] integers && integers.length == 1
        ? Optional.of(integers[0])
        : Optional.empty();
  }

  /** Equal constants stand in the file once. */
  private OnnxValue constant(String what, Type type, Object elements, long... shape) {
    return shared.found.computeIfAbsent(
        new Content(what, type, Arrays.stream(shape).boxed().toList(), elements),
        absent -> {
          OnnxValue value = new OnnxValue(root(), fresh(what), type, shape);
          shared.constants.put(value, elements);
          return value;
        });
  }

  private Graph root() {
    return outer == null ? this : outer.root();
  }

  // ---- nodes

  /** Adds a node with one output where all of its inputs are known. */
  static OnnxValue add(
      String operator, Map<String, ?> attributes, Type type, long[] shape, Value... given) {
    Graph graph = innermost(given);
    OnnxValue out = graph.result(operator, type, shape);
    graph.put(operator, graph.backend.adopted(given), List.of(out), attributes);
    return out;
  }

  /** A value that a node of this graph will give. */
  OnnxValue result(String operator, Type type, long... shape) {
    return new OnnxValue(this, fresh(operator), type, shape);
  }

  /** Adds a node with any number of outputs. */
  void put(String operator, List<OnnxValue> from, List<OnnxValue> to, Map<String, ?> attributes) {
    nodes.add(
        new Node(
            operator,
            to.get(0).name(),
            Collections.unmodifiableList(new ArrayList<>(from)),
            List.copyOf(to),
            new LinkedHashMap<>(attributes)));
  }

  private static Graph innermost(Value... values) {
    Graph found = null;
    for (Value each : values) {
      if (each instanceof OnnxValue value && (found == null || value.graph().isInside(found))) {
        found = value.graph();
      }
    }
    return found;
  }

  private boolean isInside(Graph other) {
    for (Graph graph = outer; graph != null; graph = graph.outer) {
      if (graph == other) {
        return true;
      }
    }
    return false;
  }

  // ---- what is unused

  /** Drops nodes and numbers that no output depends on. */
  void prune() {
    Set<OnnxValue> needed = new HashSet<>();
    prune(needed);
    shared.constants.keySet().retainAll(needed);
  }

  private void prune(Set<OnnxValue> needed) {
    needed.addAll(outputs);
    List<Node> kept = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (node.outputs().stream().anyMatch(needed::contains)) {
        kept.add(node);
        node.inputs().stream().filter(value -> value != null).forEach(needed::add);
        for (Object attribute : node.attributes().values()) {
          if (attribute instanceof Graph body) {
            body.prune(needed);
          }
        }
      }
    }
    Collections.reverse(kept);
    nodes.clear();
    nodes.addAll(kept);
  }
}
