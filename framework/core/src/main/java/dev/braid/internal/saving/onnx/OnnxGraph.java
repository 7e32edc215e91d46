package dev.braid.internal.saving.onnx;

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

/** Builds an ONNX graph, or the body of a loop in it, as a list of nodes in order of execution. */
final class OnnxGraph {
  private final OnnxGraph outer;
  private final SharedState shared;
  private final OnnxBackend backend = new OnnxBackend(this);
  private final List<OnnxNode> nodes = new ArrayList<>();
  private final List<OnnxValue> inputs = new ArrayList<>();
  private final List<OnnxValue> outputs = new ArrayList<>();

  /** The key by which equal constants are found. */
  private record ConstantKey(String what, OnnxType type, List<Long> shape, Object elements) {
    @Override
    public boolean equals(Object other) {
      return other instanceof ConstantKey key
          && what.equals(key.what)
          && type == key.type
          && shape.equals(key.shape)
          && (elements instanceof float[] floats
              ? Arrays.equals(floats, (float[]) key.elements)
              : Arrays.equals((long[]) elements, (long[]) key.elements));
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

  /** The state that a graph shares with the bodies of its loops. */
  private static final class SharedState {
    private final Map<OnnxValue, Object> constants = new LinkedHashMap<>();
    private final Map<ConstantKey, OnnxValue> found = new HashMap<>();
    private final Map<INDArray, String> names = new IdentityHashMap<>();
    private final Map<INDArray, Optional<OnnxValue>> weights = new IdentityHashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private String at = "";
  }

  OnnxGraph() {
    this(null, new SharedState());
  }

  private OnnxGraph(OnnxGraph outer, SharedState shared) {
    this.outer = outer;
    this.shared = shared;
  }

  /** Creates the body of a loop, which has access to all current values of this graph. */
  OnnxGraph body() {
    return new OnnxGraph(this, shared);
  }

  OnnxBackend backend() {
    return backend;
  }

  boolean isBody() {
    return outer != null;
  }

  /** Sets the layer after which the following nodes are named. */
  void at(String path) {
    shared.at = path;
  }

  List<OnnxNode> nodes() {
    return nodes;
  }

  List<OnnxValue> inputs() {
    return inputs;
  }

  List<OnnxValue> outputs() {
    return outputs;
  }

  List<OnnxConstant> constants() {
    return shared.constants.entrySet().stream()
        .map(constant -> new OnnxConstant(constant.getKey(), constant.getValue()))
        .toList();
  }

  // ---- names

  /** Reserves a name; returns false if it is already used. */
  boolean reserve(String name) {
    return shared.taken.add(name);
  }

  private String fresh(String what) {
    String base = shared.at.isEmpty() ? what : shared.at + "/" + what;
    String name = base;
    while (!reserve(name)) {
      name = base + "_" + shared.counts.merge(base, 1, Integer::sum);
    }
    return name;
  }

  // ---- inputs and constants

  /** Adds an input with an exact name. */
  OnnxValue input(String name, OnnxType type, long... shape) {
    OnnxValue value = new OnnxValue(this, name, type, shape);
    inputs.add(value);
    return value;
  }

  /** Adds an input of a body. */
  OnnxValue bodyInput(String what, OnnxType type, long... shape) {
    return input(fresh(what), type, shape);
  }

  OnnxValue number(double value) {
    return constant("constant", OnnxType.FLOAT, new float[] {(float) value});
  }

  /** Returns a scalar integer. */
  OnnxValue integer(long value) {
    return constant("number", OnnxType.INT64, new long[] {value});
  }

  /** Returns a vector of integers. */
  OnnxValue integers(long... values) {
    return constant("sizes", OnnxType.INT64, values.clone(), values.length);
  }

  /** Sets the name of an array in the file, if it is stored there. */
  void name(INDArray array, String name) {
    shared.names.put(array, name);
  }

  /** Registers a weight, which is stored separately even if other arrays have the same elements. */
  void weight(INDArray array, String name) {
    name(array, name);
    shared.weights.computeIfAbsent(array, absent -> Optional.empty());
  }

  /** Returns a constant array. */
  OnnxValue array(INDArray array) {
    Optional<OnnxValue> weight = shared.weights.get(array);
    if (weight != null && weight.isPresent()) {
      return weight.get();
    }
    String name = shared.names.getOrDefault(array, "constant");
    boolean integers = array.dataType().isIntType();
    OnnxType type = integers ? OnnxType.INT64 : OnnxType.FLOAT;
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

  /** Returns a constant as another type; null if the value is not a constant. */
  OnnxValue castConstant(OnnxValue value, OnnxType type) {
    Object elements = shared.constants.get(value);
    if (elements instanceof float[] floats && type == OnnxType.INT64) {
      long[] integers = new long[floats.length];
      Arrays.setAll(integers, i -> (long) floats[i]);
      return constant("numbers", type, integers, value.shape());
    }
    if (elements instanceof long[] integers && type == OnnxType.FLOAT) {
      float[] floats = new float[integers.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = integers[i];
      }
      return constant("constant", type, floats, value.shape());
    }
    return null;
  }

  /** Returns a constant with rearranged elements; empty if the value is not a constant. */
  Optional<OnnxValue> folded(OnnxValue value, UnaryOperator<INDArray> change) {
    if (!(shared.constants.get(value) instanceof float[] elements)) {
      return Optional.empty();
    }
    INDArray array = Nd4j.createFromArray(elements).reshape('c', value.shape());
    INDArray changed = change.apply(array).dup('c');
    name(changed, value.name().substring(value.name().lastIndexOf('/') + 1));
    return Optional.of(array(changed));
  }

  /** Returns the value of a constant that is a single integer. */
  Optional<Long> integerIn(OnnxValue value) {
    return shared.constants.get(value) instanceof long[] integers && integers.length == 1
        ? Optional.of(integers[0])
        : Optional.empty();
  }

  /** Returns a constant; equal constants are stored once. */
  private OnnxValue constant(String what, OnnxType type, Object elements, long... shape) {
    return shared.found.computeIfAbsent(
        new ConstantKey(what, type, Arrays.stream(shape).boxed().toList(), elements),
        absent -> {
          OnnxValue value = new OnnxValue(root(), fresh(what), type, shape);
          shared.constants.put(value, elements);
          return value;
        });
  }

  private OnnxGraph root() {
    return outer == null ? this : outer.root();
  }

  // ---- nodes

  /** Adds a node with one output to the innermost graph of its inputs. */
  static OnnxValue add(
      String operator, Map<String, ?> attributes, OnnxType type, long[] shape, Value... given) {
    OnnxGraph graph = innermost(given);
    OnnxValue out = graph.result(operator, type, shape);
    graph.put(operator, graph.backend.adopted(given), List.of(out), attributes);
    return out;
  }

  /** Creates a value that a node of this graph will output. */
  OnnxValue result(String operator, OnnxType type, long... shape) {
    return new OnnxValue(this, fresh(operator), type, shape);
  }

  /** Adds a node with any number of outputs. */
  void put(String operator, List<OnnxValue> from, List<OnnxValue> to, Map<String, ?> attributes) {
    nodes.add(
        new OnnxNode(
            operator,
            to.get(0).name(),
            Collections.unmodifiableList(new ArrayList<>(from)),
            List.copyOf(to),
            new LinkedHashMap<>(attributes)));
  }

  private static OnnxGraph innermost(Value... values) {
    OnnxGraph found = null;
    for (Value each : values) {
      if (each instanceof OnnxValue value && (found == null || value.graph().isInside(found))) {
        found = value.graph();
      }
    }
    return found;
  }

  private boolean isInside(OnnxGraph other) {
    for (OnnxGraph graph = outer; graph != null; graph = graph.outer) {
      if (graph == other) {
        return true;
      }
    }
    return false;
  }

  // ---- pruning

  /** Removes nodes and constants that no output depends on. */
  void prune() {
    Set<OnnxValue> needed = new HashSet<>();
    prune(needed);
    shared.constants.keySet().retainAll(needed);
  }

  private void prune(Set<OnnxValue> needed) {
    needed.addAll(outputs);
    List<OnnxNode> kept = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      OnnxNode node = nodes.get(i);
      if (node.outputs().stream().anyMatch(needed::contains)) {
        kept.add(node);
        node.inputs().stream().filter(value -> value != null).forEach(needed::add);
        for (Object attribute : node.attributes().values()) {
          if (attribute instanceof OnnxGraph body) {
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
