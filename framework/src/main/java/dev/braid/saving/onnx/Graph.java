package dev.braid.saving.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A graph, or the body of a loop in one, while it is written: nodes in an order of execution. */
final class Graph {
  private final Graph outer;
  private final Shared shared;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Wire> inputs = new ArrayList<>();
  private final List<Wire> outputs = new ArrayList<>();

  /** What a graph has in common with the bodies inside it. */
  private static final class Shared {
    private final Map<Object, Constant> constants = new LinkedHashMap<>();
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

  List<Wire> inputs() {
    return inputs;
  }

  List<Wire> outputs() {
    return outputs;
  }

  List<Constant> constants() {
    return List.copyOf(shared.constants.values());
  }

  // ---- names

  /** Keeps a name for one wire; false where another has it. */
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

  // ---- what wires begin with

  /** An input under a name of its own. */
  Wire input(String name, Type type, long... shape) {
    Wire wire = new Wire(this, name, type, shape);
    inputs.add(wire);
    return wire;
  }

  /** An input of a body. */
  Wire part(String what, Type type, long... shape) {
    return input(fresh(what), type, shape);
  }

  Wire scalar(double value) {
    return constant(
        List.of("scalar", (float) value), "constant", Type.FLOAT, new float[] {(float) value});
  }

  Wire wholes(long... values) {
    return constant(
        List.of("wholes", Arrays.toString(values)),
        "sizes",
        Type.INT64,
        values.clone(),
        values.length);
  }

  Wire whole(long value) {
    return constant(List.of("whole", value), "number", Type.INT64, new long[] {value});
  }

  /** An array that is made once, whoever asks for what the key means. */
  Wire array(Object key, String what, Supplier<INDArray> made) {
    Constant there = shared.constants.get(key);
    if (there != null) {
      return there.wire();
    }
    INDArray array = made.get();
    return constant(key, what, Type.FLOAT, array.dup('c').data().asFloat(), array.shape());
  }

  private Wire constant(Object key, String what, Type type, Object values, long... shape) {
    return shared
        .constants
        .computeIfAbsent(
            key, any -> new Constant(new Wire(root(), fresh(what), type, shape), values))
        .wire();
  }

  private Graph root() {
    return outer == null ? this : outer.root();
  }

  /** 0, 1, 2 and so on, below a size. */
  Wire count(Size size) {
    if (size.found() == null) {
      return wholes(LongStream.range(0, size.known()).toArray());
    }
    Wire end = size.found().squeeze(0);
    return add("Range", Map.of(), Type.INT64, new long[] {-1}, whole(0), end, whole(1));
  }

  // ---- shapes

  /** A shape for a reshape, which finds one size itself. */
  Wire shape(List<Size> sizes) {
    List<Size> open = sizes.stream().filter(size -> size.known() < 0).toList();
    if (open.size() <= 1) {
      return wholes(sizes.stream().mapToLong(Size::known).toArray());
    }
    return exactly(sizes);
  }

  /** A shape all of whose sizes are given. */
  Wire exactly(List<Size> sizes) {
    List<Wire> parts = new ArrayList<>();
    for (Size size : sizes) {
      parts.add(size.in(this));
    }
    return sizes.stream().allMatch(size -> size.found() == null)
        ? wholes(sizes.stream().mapToLong(Size::known).toArray())
        : Wire.concat(0, parts);
  }

  /** An array of one number, whose sizes may show only when the graph runs. */
  Wire filled(double number, List<Size> sizes) {
    long[] known = sizes.stream().mapToLong(Size::known).toArray();
    return add("Expand", Map.of(), Type.FLOAT, known, scalar(number), exactly(sizes));
  }

  // ---- nodes

  /** Adds a node with one output where all of its inputs are known. */
  static Wire add(
      String operator, Map<String, ?> attributes, Type type, long[] shape, Wire... given) {
    Graph graph = innermost(given);
    Wire out = graph.wire(operator, type, shape);
    graph.put(operator, Arrays.asList(given), List.of(out), attributes);
    return out;
  }

  /** A wire that a node of this graph will give. */
  Wire wire(String operator, Type type, long... shape) {
    return new Wire(this, fresh(operator), type, shape);
  }

  /** Adds a node with any number of outputs. */
  void put(String operator, List<Wire> from, List<Wire> to, Map<String, ?> attributes) {
    nodes.add(
        new Node(
            operator,
            to.get(0).name(),
            Collections.unmodifiableList(new ArrayList<>(from)),
            List.copyOf(to),
            new LinkedHashMap<>(attributes)));
  }

  private static Graph innermost(Wire... wires) {
    Graph found = null;
    for (Wire wire : wires) {
      if (wire != null && (found == null || wire.graph().isInside(found))) {
        found = wire.graph();
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

  // ---- what nobody needs

  /** Drops nodes and numbers that no output depends on. */
  void prune() {
    Set<Wire> needed = new HashSet<>();
    prune(needed);
    shared.constants.values().removeIf(constant -> !needed.contains(constant.wire()));
  }

  private void prune(Set<Wire> needed) {
    needed.addAll(outputs);
    List<Node> kept = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (node.outputs().stream().anyMatch(needed::contains)) {
        kept.add(node);
        node.inputs().stream().filter(wire -> wire != null).forEach(needed::add);
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
