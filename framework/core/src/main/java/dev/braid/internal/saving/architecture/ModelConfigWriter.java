package dev.braid.internal.saving.architecture;

import dev.braid.Layer;
import dev.braid.Tensor;
import dev.braid.config.Config;
import dev.braid.config.Configured;
import dev.braid.config.VerbatimObject;
import dev.braid.graph.Spec;
import dev.braid.internal.calls.ConstantTensor;
import dev.braid.internal.calls.OperationLayer;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.graph.Node;
import dev.braid.internal.graph.Topology;
import dev.braid.internal.masks.MaskExpression;
import dev.braid.internal.masks.MaskOperation;
import dev.braid.layers.attention.MultiHeadAttention;
import dev.braid.layers.preprocessing.CategoryEncoding;
import dev.braid.layers.rnn.Bidirectional;
import dev.braid.layers.rnn.Recurrent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes models as Keras' configurations of Functional models. */
public final class ModelConfigWriter {
  /** The names of the mask arguments of such layers. */
  private static final List<String> MASKS = List.of("query_mask", "value_mask", "key_mask");

  private final Functional model;
  private final SharedLayerIds shared;
  private final KerasGraph graph;
  private final Map<Node, Integer> numbers = new HashMap<>();
  private final Map<MaskExpression<?>, String> operations = new HashMap<>();

  private ModelConfigWriter(Functional model, SharedLayerIds shared) {
    this.model = model;
    this.shared = shared;
    this.graph = KerasGraph.of(model);
  }

  /** Returns Keras' object for a whole model, without its compile configuration. */
  public static Map<String, Object> object(Functional model) {
    return object(model, new SharedLayerIds(model));
  }

  /** Returns the configuration of a model that is nested in another layer. */
  public static Config config(Functional model) {
    return new ModelConfigWriter(model, new SharedLayerIds(model)).config();
  }

  private static Map<String, Object> object(Functional model, SharedLayerIds shared) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("module", model.module());
    object.put("class_name", model.className());
    object.put("config", new ModelConfigWriter(model, shared).config().map());
    object.put("registered_name", model.className());
    Map<String, Object> build = new LinkedHashMap<>();
    build.put("input_shape", null);
    object.put("build_config", build);
    return object;
  }

  private Config config() {
    Map<Layer, List<Node>> nodes = new HashMap<>();
    for (Node node : Topology.of(model).inOrderOfCalls()) {
      List<Node> before = nodes.computeIfAbsent(node.layer(), any -> new ArrayList<>());
      numbers.put(node, before.size());
      before.add(node);
    }
    List<Object> owners = graph.owners();
    nameOperations(owners);
    List<Object> layers = new ArrayList<>();
    for (Object owner : owners) {
      layers.add(
          owner instanceof Layer layer
              ? entry(layer, nodes.get(layer))
              : operation((MaskExpression<?>) owner));
    }
    return new Config()
        .put("name", nameOf(model))
        .put("trainable", model.trainable())
        .put("layers", layers)
        .put("input_layers", endpoints(model.inputs(), model.inputNames()))
        .put("output_layers", endpoints(model.outputs(), model.outputNames()));
  }

  /**
   * Assigns operations the names that Keras would assign, which must differ from all layer names.
   */
  private void nameOperations(List<Object> owners) {
    Set<String> taken = new HashSet<>();
    model.layers().forEach(layer -> taken.add(layer.name()));
    Map<String, Integer> next = new HashMap<>();
    for (Object owner : owners) {
      if (owner instanceof MaskExpression<?> mask) {
        String base = mask.operation().automaticName();
        String name;
        do {
          int number = next.merge(base, 1, Integer::sum) - 1;
          name = number == 0 ? base : base + "_" + number;
        } while (!taken.add(name));
        operations.put(mask, name);
      }
    }
  }

  /** Returns the model's name, or the automatic one, since a file requires a name. */
  public static String nameOf(Layer model) {
    return model.name() == null ? model.automaticName() : model.name();
  }

  private Map<String, Object> entry(Layer layer, List<Node> nodes) {
    if (layer instanceof OperationLayer operation) {
      return operation(operation, nodes);
    }
    Map<String, Object> object;
    if (layer instanceof Functional inner) {
      object = object(inner, shared);
      shared.mark(inner, object);
    } else {
      object = nested(layer);
    }
    if (!(layer instanceof Functional) && !LayerState.of(layer).cells().isEmpty()) {
      List<Spec> inputs = nodes.get(0).inputSpecs();
      if (inputs.size() == 1) {
        Map<String, Object> build = new LinkedHashMap<>();
        build.put("input_shape", shape(inputs.get(0)));
        object.put("build_config", build);
      }
    }
    object.put("name", layer.name());
    List<Object> inbound = new ArrayList<>();
    for (Node node : nodes) {
      if (!isInput(node)) {
        inbound.add(call(layer, node));
      }
    }
    object.put("inbound_nodes", inbound);
    return object;
  }

  /** Returns Keras' object of a layer or an option, which may contain layers and models itself. */
  private Map<String, Object> nested(Configured part) {
    if (part instanceof VerbatimObject verbatim) {
      return verbatim.written();
    }
    AnonymousClassNotice.showFor(part);
    Map<String, Object> object =
        Config.object(
            part,
            part instanceof Functional inner
                ? new ModelConfigWriter(inner, shared).config().map()
                : part.config().map(this::nested));
    if (part instanceof Layer layer) {
      shared.mark(layer, object);
    }
    return object;
  }

  /** Returns the entry of an operation that is a step of the model. */
  private Map<String, Object> operation(OperationLayer layer, List<Node> nodes) {
    List<Object> inbound = new ArrayList<>();
    for (Node node : nodes) {
      List<Object> args =
          OperationArguments.write(layer.arguments(), i -> tensor(node.inputs().get(i)));
      inbound.add(node(args, Map.of()));
    }
    return operation(layer.module(), layer.className(), layer.config().map(), inbound);
  }

  private static Map<String, Object> operation(
      String module, String className, Map<String, ?> config, List<?> nodes) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("module", module);
    object.put("class_name", className);
    object.put("config", config);
    object.put("registered_name", className);
    object.put("name", config.get("name"));
    object.put("inbound_nodes", nodes);
    return object;
  }

  private boolean isInput(Node node) {
    return node.isInput() || model.inputs().stream().anyMatch(input -> Node.of(input) == node);
  }

  private Map<String, Object> call(Layer layer, Node node) {
    KerasGraph.MaskedCall given = graph.callOf(node);
    List<Object> tensors = new ArrayList<>();
    given.tensors().forEach(input -> tensors.add(tensor(input)));
    Map<String, Object> kwargs = new LinkedHashMap<>(LayerCallOptions.of(layer));
    List<Object> args;
    if (LayerCallOptions.hasSeparateArguments(layer)) {
      args = MultiHeadAttention.sequences(tensors);
      if (args.size() < tensors.size()) {
        kwargs.put(LayerCallOptions.ATTENTION_MASK, tensors.get(args.size()));
      }
    } else if (takesStates(layer) && tensors.size() > 1) {
      args = List.of(tensors.get(0));
      kwargs.put("initial_state", tensors.subList(1, tensors.size()));
    } else if (layer instanceof CategoryEncoding && tensors.size() > 1) {
      args = List.of(tensors.get(0));
      kwargs.put("count_weights", tensors.get(1));
    } else if (layer instanceof Functional inner && FileLayerOrder.named(inner.inputs())) {
      Map<String, Object> byName = new TreeMap<>();
      for (int i = 0; i < tensors.size(); i++) {
        byName.put(inner.inputNames().get(i), tensors.get(i));
      }
      args = List.of(byName);
    } else {
      args = new ArrayList<>();
      args.add(singleOrList(tensors));
    }
    if (given.isMasked()) {
      masks(layer, given.masks(), kwargs);
    }
    return node(args, kwargs);
  }

  private static Map<String, Object> node(List<?> args, Map<String, ?> kwargs) {
    Map<String, Object> call = new LinkedHashMap<>();
    call.put("args", args);
    call.put("kwargs", kwargs);
    return call;
  }

  private void masks(Layer layer, List<MaskExpression<Tensor>> masks, Map<String, Object> kwargs) {
    List<Object> written = new ArrayList<>();
    masks.forEach(mask -> written.add(mask == null ? null : mask(mask)));
    if (LayerCallOptions.hasSeparateArguments(layer)) {
      for (int i = 0; i < written.size(); i++) {
        if (written.get(i) != null) {
          kwargs.put(MASKS.get(i), written.get(i));
        }
      }
    } else if (layer instanceof Functional inner && FileLayerOrder.named(inner.inputs())) {
      Map<String, Object> byName = new TreeMap<>();
      for (int i = 0; i < written.size(); i++) {
        byName.put(inner.inputNames().get(i), written.get(i));
      }
      kwargs.put("mask", byName);
    } else {
      // initial states have no masks
      kwargs.put("mask", takesStates(layer) ? written.get(0) : singleOrList(written));
    }
  }

  /** Returns the entry of an operation that computes a mask. */
  private Map<String, Object> operation(MaskExpression<?> mask) {
    String name = operations.get(mask);
    MaskOperation operation = mask.operation();
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", name);
    if (operation.hasAxis()) {
      config.put("axis", mask.axes().size() == 1 ? mask.axes().get(0) : mask.axes());
    }
    if (operation.reduces()) {
      config.put("keepdims", mask.keepsDims());
    }
    List<Object> operands = new ArrayList<>();
    mask.operands().forEach(operand -> operands.add(mask(operand)));
    List<?> args = operation.operands() == 0 ? List.of(operands) : operands;
    return operation(operation.module(), operation.keras(), config, List.of(node(args, Map.of())));
  }

  /** Returns a mask, or a number that it is compared with, as an argument. */
  private Object mask(MaskExpression<?> mask) {
    if (mask.isNumber()) {
      return mask.number();
    }
    if (mask.tensor() instanceof Tensor tensor) {
      return tensor(tensor);
    }
    List<Object> shape = new ArrayList<>();
    for (long size : mask.shape()) {
      shape.add(size < 0 ? null : size);
    }
    return tensor(shape, mask.isBool() ? "bool" : "float32", List.of(operations.get(mask), 0, 0));
  }

  private static boolean takesStates(Layer layer) {
    return layer instanceof Recurrent<?> || layer instanceof Bidirectional;
  }

  private Object tensor(Tensor tensor) {
    if (Node.of(tensor).layer() instanceof ConstantTensor constant) {
      return OperationArguments.array(constant.value().array());
    }
    return tensor(shape(tensor.spec()), tensor.dtype().keras(), history(tensor, 0));
  }

  private static Map<String, Object> tensor(
      List<Object> shape, String dtype, List<Object> history) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("shape", shape);
    config.put("dtype", dtype);
    config.put("keras_history", history);
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("class_name", "__keras_tensor__");
    object.put("config", config);
    return object;
  }

  private List<Object> history(Tensor tensor, int offset) {
    Layer layer = Node.of(tensor).layer();
    int index =
        layer instanceof Functional inner
            ? FileLayerOrder.outputIndex(inner, tensor)
            : Node.indexOf(tensor);
    return List.of(layer.name(), numbers.get(Node.of(tensor)) + offset, index);
  }

  private static List<Object> shape(Spec spec) {
    List<Object> sizes = new ArrayList<>();
    for (long size : spec.sizes()) {
      sizes.add(size < 0 ? null : size);
    }
    return sizes;
  }

  /**
   * Writes endpoints, as a dict if tensors have explicit names, since Keras then matches by key.
   */
  private Object endpoints(List<Tensor> tensors, List<String> names) {
    if (!FileLayerOrder.named(tensors)) {
      return singleOrList(tensors.stream().map(this::endpoint).toList());
    }
    Map<String, Object> byName = new TreeMap<>();
    for (int i = 0; i < tensors.size(); i++) {
      byName.put(names.get(i), endpoint(tensors.get(i)));
    }
    return byName;
  }

  /** Writes an endpoint; only here Keras counts the applications of functional models from 1. */
  private Object endpoint(Tensor tensor) {
    return history(tensor, Node.of(tensor).layer() instanceof Functional ? 1 : 0);
  }

  private static Object singleOrList(List<?> items) {
    return items.size() == 1 ? items.get(0) : items;
  }
}
