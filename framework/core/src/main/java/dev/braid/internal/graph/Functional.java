package dev.braid.internal.graph;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.graph.Child;
import dev.braid.graph.Spec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A graph of layers from inputs to outputs, which is itself a layer.
 *
 * <p>Models add training and saving. Code that computes, plots or saves graphs depends only on this
 * class.
 */
public abstract class Functional extends Layer {
  private final List<Tensor> inputs;
  private final List<Tensor> outputs;
  private Topology topology;
  private final List<String> inputNames;
  private final List<String> outputNames;

  /**
   * Checks a graph and names its layers.
   *
   * @param unusedAllowed whether inputs may be unused
   * @param order determines the order of the layers
   */
  protected Functional(
      List<Tensor> inputs, List<Tensor> outputs, boolean unusedAllowed, LayerOrder order) {
    List<Problem> problems = new ArrayList<>();
    GraphRules.check(inputs, outputs, problems);
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    Topology found =
        unusedAllowed
            ? Topology.withUnusedInputs(inputs, outputs, problems)
            : Topology.of(inputs, outputs, problems);
    GraphNames.giveTo(found.layers(), problems);
    this.inputNames = GraphNames.ofInputs(inputs, problems);
    this.outputNames = GraphNames.ofOutputs(outputs, problems);
    if (!problems.isEmpty()) {
      throw new StructureException("The graph is invalid", problems);
    }
    this.topology = order.of(this.inputs, this.outputs, outputNames, found.nodes());
  }

  public final List<Tensor> inputs() {
    return inputs;
  }

  public final List<Tensor> outputs() {
    return outputs;
  }

  /** Returns the inputs' names, in order. */
  public final List<String> inputNames() {
    return inputNames;
  }

  /** Returns the outputs' names, in order. */
  public final List<String> outputNames() {
    return outputNames;
  }

  /** Returns the layers in Keras' order, including inputs. */
  public final List<Layer> layers() {
    return topology.layers();
  }

  /** Returns the layer with a name. */
  public final Layer layer(String name) {
    return topology.layers().stream()
        .filter(layer -> name.equals(layer.name()))
        .findFirst()
        .orElseThrow(() -> GraphRules.unknownLayer(this, name));
  }

  /** Returns the layer with an index in {@link #layers()}, where inputs are layers too. */
  public final Layer layer(int index) {
    if (index < 0 || index >= layers().size()) {
      throw GraphRules.unknownLayer(this, index);
    }
    return layers().get(index);
  }

  /**
   * Returns the output of the first application of a layer, as Keras' {@code
   * model.get_layer(name).output}, for example to build another model with layers and weights of
   * this one.
   */
  public final Tensor tensor(String layerName) {
    return topology.firstCall(layer(layerName)).orElseThrow().outputs().get(0);
  }

  final Topology topology() {
    return topology;
  }

  // ---- as a layer

  /** Returns the explicit name, else {@code model}; nested models are numbered like layers. */
  @Override
  public String name() {
    return nameOrAutomatic();
  }

  @Override
  public abstract Functional name(@Nullable String name);

  /** Returns the graph with its layers, and thus its weights, in the order of a file. */
  static Functional inOrder(Functional model, List<Layer> layers) {
    Functional copy = model.name(LayerState.of(model).name());
    copy.topology = model.topology.with(layers);
    return copy;
  }

  @Override
  public List<Spec> outputs(List<Spec> given) {
    GraphRules.checkNested(this, given);
    Map<Node, List<Spec>> specs = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      specs.put(Node.of(inputs.get(i)), List.of(given.get(i)));
    }
    for (Node node : topology.nodes()) {
      if (!specs.containsKey(node)) {
        List<Spec> from = node.inputs().stream().map(t -> specOf(specs, t)).toList();
        specs.put(node, node.layer().outputs(from));
      }
    }
    return outputs.stream().map(t -> specOf(specs, t)).toList();
  }

  private static Spec specOf(Map<Node, List<Spec>> specs, Tensor tensor) {
    return Objects.requireNonNull(specs.get(Node.of(tensor))).get(Node.indexOf(tensor));
  }

  /** Returns its layers, in Keras' order. */
  @Override
  public List<Child> children(List<Spec> given) {
    List<Child> children = new ArrayList<>();
    for (Layer layer : topology.layers()) {
      children.add(new Child(layer.nameOrAutomatic(), layer, topology.specsOf(layer)));
    }
    return children;
  }

  /** A model accepts texts where its inputs do, which {@code outputs} checks. */
  @Override
  public boolean acceptsTexts() {
    return true;
  }

  @Override
  public boolean dependsOnBatch() {
    return layers().stream().anyMatch(Layer::dependsOnBatch);
  }

  @Override
  public boolean addsPenaltiesInside() {
    return layers().stream()
        .anyMatch(inner -> inner.activityRegularizer() != null || inner.addsPenaltiesInside());
  }

  @Override
  public String className() {
    return "Functional";
  }

  @Override
  public String automaticName() {
    return "model";
  }

  @Override
  public String module() {
    return "keras.src.models.functional";
  }
}
