package dev.braid.internal.saving.architecture;

import dev.braid.Layer;
import dev.braid.Tensor;
import dev.braid.config.Config;
import dev.braid.internal.calls.OperationLayer;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.Node;
import dev.braid.internal.graph.Topology;
import dev.braid.notices.Notices;
import dev.braid.ops.Arguments;
import dev.braid.ops.Operation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads a Functional model: its layers, their applications, its inputs and outputs. */
final class FunctionalConfigReader {
  private final ModelConfigReader reader;
  private final LoadProblems problems;
  private final String path;
  private final Map<String, Layer> layers = new LinkedHashMap<>();
  private final OperationNodes operations;
  private final SymbolicMasks masks = new SymbolicMasks();
  private final ConstantArguments constants;
  private final MaskExpressionReader maskReader;
  private final ExplicitMaskInserter explicitMasks;
  private final Map<String, List<Pending>> calls = new LinkedHashMap<>();
  private final Map<String, List<List<Tensor>>> made = new HashMap<>();
  private final Map<String, List<Pending>> waiting = new HashMap<>();
  private final Deque<Pending> ready = new ArrayDeque<>();
  private List<EndpointReader.Endpoint> in = List.of();
  private boolean complete = true;
  private long applications;

  FunctionalConfigReader(ModelConfigReader reader, LoadProblems problems, String path) {
    this.reader = reader;
    this.problems = problems;
    this.path = path;
    this.operations = new OperationNodes(path, problems);
    this.constants = new ConstantArguments(path, problems);
    this.maskReader = new MaskExpressionReader(operations, masks, this::made);
    this.explicitMasks = new ExplicitMaskInserter(masks, maskReader, problems);
  }

  /** A call that waits for its input tensors. */
  private static final class Pending {
    private final String layer;
    private final int index;
    private LayerCallReader.WrittenCall call;
    private OperationLayer operation;
    private int missing;

    Pending(String layer, int index, LayerCallReader.WrittenCall call) {
      this.layer = layer;
      this.index = index;
      this.call = call;
    }

    /** Returns the layer of a call after the first one. */
    Layer layerOfLaterCall(Layer first) {
      return operation == null ? first : operation;
    }
  }

  Optional<Functional> read(Config config) {
    try {
      List<Object> entries = config.list("layers");
      in = new EndpointReader(path, problems).read("input_layers", config.get("input_layers"));
      entries.forEach(this::readLayer);
      entries.forEach(this::readCalls);
      List<EndpointReader.Endpoint> out =
          new EndpointReader(path, problems).read("output_layers", config.get("output_layers"));
      out.forEach(end -> operations.requireValue(end.tensor()));
      addOperations(entries);
      if (!complete || !problems.isEmpty()) {
        return Optional.empty();
      }
      offsetNested();
      run();
      return complete && problems.isEmpty() ? finish(config, out) : Optional.empty();
    } catch (RuntimeException e) {
      problems.refused(path, e);
      return Optional.empty();
    }
  }

  private void readLayer(Object entry) {
    if (!(entry instanceof Map<?, ?> object)) {
      problems.graph(path, "its list of layers contains " + TensorReference.text(entry));
      complete = false;
      return;
    }
    String name = LayerEntry.nameOf(object);
    if (layers.containsKey(name) || operations.names().contains(name)) {
      problems.graph(path, "two layers have the name \"" + name + '"');
    } else if (LayerEntry.isOperation(object)) {
      operations.add(name, object);
    } else {
      Optional<Layer> layer = reader.layer(object, name, LayerEntry.join(path, name));
      layer.ifPresent(read -> layers.put(name, read));
      complete &= layer.isPresent();
    }
  }

  private void readCalls(Object entry) {
    if (!(entry instanceof Map<?, ?> object)) {
      return;
    }
    String name = LayerEntry.nameOf(object);
    if (operations.names().contains(name)) {
      return;
    }
    String at = LayerEntry.join(path, name);
    List<Pending> pending = new ArrayList<>();
    List<LayerCallReader.WrittenCall> read = new ArrayList<>();
    if (object.get("inbound_nodes") instanceof List<?> nodes) {
      for (Object node : nodes) {
        LayerCallReader.WrittenCall call =
            new LayerCallReader(at, problems, constants::replaced).read(node);
        read.add(call);
        if (!call.tensors().isEmpty()) {
          pending.add(new Pending(name, pending.size(), call));
        }
        call.values().forEach(operations::requireValue);
        call.masks().values().stream().filter(Objects::nonNull).forEach(operations::requireMask);
      }
    } else if (object.get("inbound_nodes") != null) {
      problems.graph(at, "its inbound_nodes are not a list");
    }
    layers.computeIfPresent(
        name, (any, layer) -> LayerCallOptions.apply(layer, read, at, problems));
    calls.put(name, pending);
  }

  /** Adds the operations that compute values as steps among the layers, in the file's order. */
  private void addOperations(List<Object> entries) {
    Map<String, Layer> read = new LinkedHashMap<>(layers);
    layers.clear();
    for (Object entry : entries) {
      if (entry instanceof Map<?, ?> object) {
        String name = LayerEntry.nameOf(object);
        if (operations.computesValues(name)) {
          addOperation(name, object);
        } else if (read.containsKey(name)) {
          layers.put(name, read.get(name));
        }
      }
    }
  }

  private void addOperation(String name, Map<?, ?> object) {
    Optional<Operation> operation = operations.operation(name);
    Map<?, ?> config = object.get("config") instanceof Map<?, ?> map ? map : Map.of();
    List<Pending> pending = new ArrayList<>();
    if (!(object.get("inbound_nodes") instanceof List<?> nodes) || nodes.isEmpty()) {
      problems.graph(LayerEntry.join(path, name), "its inbound_nodes contain no call");
      complete = false;
      return;
    }
    if (operation.isEmpty()) {
      complete = false;
      return;
    }
    try {
      for (Object node : nodes) {
        List<TensorReference> tensors = new ArrayList<>();
        Arguments arguments =
            OperationArguments.read(
                operation.get(),
                config,
                node,
                tensor -> {
                  tensors.add(tensor);
                  return new OperationLayer.Slot(tensors.size() - 1);
                });
        Pending next =
            new Pending(
                name,
                pending.size(),
                new LayerCallReader.WrittenCall(tensors, List.of(), Map.of(), null, Map.of()));
        next.operation = OperationLayer.of(arguments);
        pending.add(next);
      }
    } catch (IllegalArgumentException e) {
      problems.option(
          LayerEntry.join(path, name), "arguments that Braid supports", e.getMessage(), "");
      complete = false;
    }
    if (!pending.isEmpty()) {
      // further calls of one operation object become separate operations
      layers.put(name, pending.get(0).operation.name(name));
      calls.put(name, pending);
    }
  }

  /** Corrects the application numbers of nested models, which tf.keras 2 counts from 1. */
  private void offsetNested() {
    Set<String> shifted = new HashSet<>();
    for (List<Pending> list : calls.values()) {
      for (Pending pending : list) {
        for (TensorReference tensor : pending.call.values()) {
          int count = calls.getOrDefault(tensor.layer(), List.of()).size();
          if (layers.get(tensor.layer()) instanceof Functional && tensor.node() == count) {
            shifted.add(tensor.layer());
          }
        }
      }
    }
    if (shifted.isEmpty()) {
      return;
    }
    for (List<Pending> list : calls.values()) {
      for (Pending pending : list) {
        pending.call =
            pending.call.with(
                tensor -> shifted.contains(tensor.layer()) ? tensor.minus(1) : tensor);
      }
    }
  }

  /** Applies each layer as soon as all its inputs are available, in linear time. */
  private void run() {
    for (Map.Entry<String, Layer> entry : layers.entrySet()) {
      String name = entry.getKey();
      List<Pending> list = calls.getOrDefault(name, List.of());
      if (list.isEmpty()) {
        apply(name, entry.getValue(), List.of());
      }
      for (Pending pending : list) {
        // an application also waits for the one before it, so that their numbers stay
        Set<String> needs = new HashSet<>();
        pending.call.values().forEach(tensor -> needs.add(key(tensor.layer(), tensor.node())));
        for (TensorReference mask : pending.call.masks().values()) {
          if (mask != null) {
            maskReader
                .sources(mask)
                .forEach(tensor -> needs.add(key(tensor.layer(), tensor.node())));
          }
        }
        needs.removeIf(ConstantArguments::isKey);
        if (pending.index > 0) {
          needs.add(key(name, pending.index - 1));
        }
        for (String need : needs) {
          waiting.computeIfAbsent(need, any -> new ArrayList<>()).add(pending);
        }
        pending.missing = needs.size();
      }
    }
    made.forEach((name, nodes) -> nodes.forEach(node -> arrived(key(name, 0))));
    while (!ready.isEmpty() && complete) {
      Pending next = ready.remove();
      call(next);
      arrived(key(next.layer, next.index));
    }
    if (complete) {
      calls.forEach(this::checkDone);
    }
  }

  private void checkDone(String name, List<Pending> list) {
    if (made.getOrDefault(name, List.of()).size() < list.size()) {
      problems.graph(
          LayerEntry.join(path, name),
          "one of its inputs is missing, or depends on the layer itself in a cycle");
      complete = false;
    }
  }

  private static String key(String layer, int node) {
    return node + " " + layer;
  }

  private void arrived(String key) {
    for (Pending pending : waiting.getOrDefault(key, List.of())) {
      if (--pending.missing == 0) {
        ready.add(pending);
      }
    }
  }

  private void call(Pending pending) {
    List<Tensor> tensors = new ArrayList<>();
    constants.apply(pending.call, this::made);
    for (TensorReference reference : pending.call.tensors()) {
      Optional<Tensor> tensor = tensor(reference, 0);
      if (tensor.isEmpty()) {
        return;
      }
      tensors.add(tensor.get());
    }
    Layer layer = layers.get(pending.layer);
    List<Tensor> masked =
        pending.operation != null
            ? tensors
            : explicitMasks.apply(
                layer, pending.call, tensors, LayerEntry.join(path, pending.layer));
    if (pending.call.attentionMask() != null) {
      Optional<Tensor> mask = tensor(pending.call.attentionMask(), 0);
      if (mask.isEmpty()) {
        return;
      }
      masked = withAttentionMask(masked, mask.get());
    }
    if (layer instanceof Functional nested && !pending.call.names().isEmpty()) {
      masked = inOrder(nested, pending.call.names(), masked);
    }
    apply(pending.layer, pending.index == 0 ? layer : pending.layerOfLaterCall(layer), masked);
  }

  /** Returns query, value, key and attention mask; without a key the values are the keys. */
  private static List<Tensor> withAttentionMask(List<Tensor> sequences, Tensor mask) {
    List<Tensor> all = new ArrayList<>(sequences);
    if (all.size() == 2) {
      all.add(all.get(1));
    }
    all.add(mask);
    return all;
  }

  /**
   * Returns a dict's tensors in the order of a nested model's inputs, else in that of the dict's
   * keys.
   */
  private static List<Tensor> inOrder(Functional nested, List<String> names, List<Tensor> tensors) {
    if (names.size() != tensors.size()) {
      return tensors;
    }
    List<String> order =
        names.containsAll(nested.inputNames())
            ? nested.inputNames()
            : names.stream().sorted().toList();
    return order.stream().map(name -> tensors.get(names.indexOf(name))).toList();
  }

  private void apply(String name, Layer layer, List<Tensor> tensors) {
    String at = LayerEntry.join(path, name);
    applications += reader.applications(layer);
    if (!reader.mayExpand(applications)) {
      problems.graph(path, "the model expands to more layers than LoadLimits allow");
      complete = false;
      return;
    }
    try {
      List<Tensor> outputs = layer.applyAll(tensors.toArray(Tensor[]::new));
      made.computeIfAbsent(name, any -> new ArrayList<>()).add(outputs);
      masks.add(Node.of(outputs.get(0)));
    } catch (RuntimeException e) {
      problems.refused(at, e);
      complete = false;
    }
  }

  private Optional<Tensor> tensor(TensorReference reference, int offset) {
    Optional<Tensor> found = made(offset == 0 ? reference : reference.minus(offset));
    if (found.isEmpty()) {
      problems.graph(path, reference + " does not exist");
      complete = false;
    }
    return found;
  }

  /** Returns an output that was already computed, if any. */
  private Optional<Tensor> made(TensorReference reference) {
    Optional<Tensor> constant = constants.tensor(reference);
    if (constant.isPresent()) {
      return constant;
    }
    List<List<Tensor>> nodes = made.getOrDefault(reference.layer(), List.of());
    return reference.node() < 0
            || reference.node() >= nodes.size()
            || reference.tensor() < 0
            || reference.tensor() >= nodes.get(reference.node()).size()
        ? Optional.empty()
        : Optional.of(nodes.get(reference.node()).get(reference.tensor()));
  }

  // ---- inputs and outputs

  private Optional<Functional> finish(Config config, List<EndpointReader.Endpoint> out) {
    List<Tensor> inputs = new ArrayList<>();
    List<Tensor> outputs = new ArrayList<>();
    in.forEach(end -> tensor(end.tensor(), 0).ifPresent(inputs::add));
    out.forEach(end -> tensor(end.tensor(), offset(end.tensor())).ifPresent(outputs::add));
    if (!complete || !problems.isEmpty()) {
      return Optional.empty();
    }
    Functional found =
        reader
            .model(EndpointReader.inputs(in, inputs), EndpointReader.outputs(out, outputs))
            .name(config.text("name", "functional"));
    noticeUnused(found);
    Set<Layer> used = new HashSet<>(found.layers());
    List<Layer> order = layers.values().stream().filter(used::contains).toList();
    // Keras' masks are steps of the graph, which change depths and thus the order
    Functional model = Topology.inOrder(found, order);
    reader.finished(model, order, "Functional");
    return Optional.of(model);
  }

  private void noticeUnused(Functional model) {
    Set<Node> used = new HashSet<>();
    model.outputs().forEach(output -> used.add(Node.of(output)));
    Topology.of(model)
        .nodes()
        .forEach(node -> node.inputs().forEach(input -> used.add(Node.of(input))));
    for (int i = 0; i < model.inputs().size(); i++) {
      if (!used.contains(Node.of(model.inputs().get(i)))) {
        Notices.show(
            "file-unused-input",
            "No output of the model \""
                + model.name()
                + "\" depends on its input \""
                + model.inputNames().get(i)
                + "\": its data is required and changes nothing."
                + " Save the model without it: keras.Model(inputs, outputs).");
      }
    }
  }

  /**
   * Returns the offset of application numbers, which Keras counts from 1 for functional models in a
   * model's outputs.
   */
  private int offset(TensorReference reference) {
    return layers.get(reference.layer()) instanceof Functional nested
            && reader.isGraph(nested)
            && reference.node() > 0
        ? 1
        : 0;
  }
}
