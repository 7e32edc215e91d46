package dev.braid.saving.architecture;

import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.config.Config;
import dev.braid.graph.Node;
import dev.braid.graph.Spec;
import dev.braid.layers.rnn.Bidirectional;
import dev.braid.layers.rnn.Recurrent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes models as Keras' functional configurations. */
public final class ModelWriter {
  /** Layers that take several tensors as arguments of their own rather than as one list. */
  private static final Set<String> SEPARATE = Set.of("MultiHeadAttention", "GroupQueryAttention");

  private final Model model;
  private final SharedLayers shared;
  private final Map<Node, Integer> numbers = new HashMap<>();

  private ModelWriter(Model model, SharedLayers shared) {
    this.model = model;
    this.shared = shared;
  }

  /** Keras' object for a whole model, without its compile configuration. */
  public static Map<String, Object> object(Model model) {
    return SharedLayers.writing(model, shared -> object(model, shared));
  }

  /** The configuration of a model that stands inside another layer. */
  public static Config config(Model model) {
    return SharedLayers.writing(model, shared -> new ModelWriter(model, shared).config());
  }

  private static Map<String, Object> object(Model model, SharedLayers shared) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("module", model.module());
    object.put("class_name", model.className());
    object.put("config", new ModelWriter(model, shared).config().map());
    object.put("registered_name", model.className());
    Map<String, Object> build = new LinkedHashMap<>();
    build.put("input_shape", null);
    object.put("build_config", build);
    return object;
  }

  private Config config() {
    Map<Layer, Integer> counts = new HashMap<>();
    Map<Layer, List<Node>> nodes = new HashMap<>();
    for (Node node : model.topology().inOrderOfCalls()) {
      numbers.put(node, counts.merge(node.layer(), 1, Integer::sum) - 1);
      nodes.computeIfAbsent(node.layer(), any -> new ArrayList<>()).add(node);
    }
    List<Object> layers = new ArrayList<>();
    for (Layer layer : FileOrder.kerasOrder(model)) {
      layers.add(entry(layer, nodes.get(layer)));
    }
    return new Config()
        .put("name", nameOf(model))
        .put("trainable", model.trainable())
        .put("layers", layers)
        .put("input_layers", ends(model.inputs(), model.inputNames()))
        .put("output_layers", ends(model.outputs(), model.outputNames()));
  }

  /** The model's name, or the one it gets as a file needs one. */
  public static String nameOf(Layer model) {
    return model.name() == null ? model.automaticName() : model.name();
  }

  private Map<String, Object> entry(Layer layer, List<Node> nodes) {
    Map<String, Object> object =
        layer instanceof Model inner
            ? object(inner, shared)
            : new LinkedHashMap<>(Config.object(layer));
    shared.mark(layer, nodes.get(0).inputSpecs(), object);
    if (!(layer instanceof Model) && !layer.state().cells().isEmpty()) {
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

  private boolean isInput(Node node) {
    return node.isInput() || model.inputs().stream().anyMatch(input -> input.node() == node);
  }

  private Map<String, Object> call(Layer layer, Node node) {
    List<Object> tensors = new ArrayList<>();
    node.inputs().forEach(input -> tensors.add(tensor(input)));
    Map<String, Object> kwargs = new LinkedHashMap<>(CallOptions.of(layer));
    List<Object> args;
    if (SEPARATE.contains(layer.className())) {
      args = tensors;
    } else if (takesStates(layer) && tensors.size() > 1) {
      args = List.of(tensors.get(0));
      kwargs.put("initial_state", tensors.subList(1, tensors.size()));
    } else if (layer instanceof Model inner && FileOrder.named(inner.inputs())) {
      Map<String, Object> byName = new TreeMap<>();
      for (int i = 0; i < tensors.size(); i++) {
        byName.put(inner.inputNames().get(i), tensors.get(i));
      }
      args = List.of(byName);
    } else {
      args = new ArrayList<>();
      args.add(bareOrList(tensors));
    }
    Map<String, Object> call = new LinkedHashMap<>();
    call.put("args", args);
    call.put("kwargs", kwargs);
    return call;
  }

  private static boolean takesStates(Layer layer) {
    return layer instanceof Recurrent<?> || layer instanceof Bidirectional;
  }

  private Map<String, Object> tensor(Tensor tensor) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("shape", shape(tensor.spec()));
    config.put("dtype", tensor.dtype().keras());
    config.put("keras_history", history(tensor, 0));
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("class_name", "__keras_tensor__");
    object.put("config", config);
    return object;
  }

  private List<Object> history(Tensor tensor, int offset) {
    Layer layer = tensor.node().layer();
    int index = layer instanceof Model inner ? FileOrder.place(inner, tensor) : tensor.index();
    return List.of(layer.name(), numbers.get(tensor.node()) + offset, index);
  }

  private static List<Object> shape(Spec spec) {
    List<Object> sizes = new ArrayList<>();
    sizes.add(null);
    for (long size : spec.shape()) {
      sizes.add(size < 0 ? null : size);
    }
    return sizes;
  }

  /** A dict where tensors were given names of their own, since Keras goes by its keys then. */
  private Object ends(List<Tensor> tensors, List<String> names) {
    if (!FileOrder.named(tensors)) {
      return bareOrList(tensors.stream().map(this::end).toList());
    }
    Map<String, Object> byName = new TreeMap<>();
    for (int i = 0; i < tensors.size(); i++) {
      byName.put(names.get(i), end(tensors.get(i)));
    }
    return byName;
  }

  /** Keras counts the applications of functional models from 1 here, and only here. */
  private Object end(Tensor tensor) {
    return history(tensor, tensor.node().layer() instanceof Model ? 1 : 0);
  }

  private static Object bareOrList(List<?> items) {
    return items.size() == 1 ? items.get(0) : items;
  }
}
