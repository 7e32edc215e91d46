package dev.braid.internal.graph;

import dev.braid.DType;
import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.graph.Child;
import dev.braid.graph.Spec;
import dev.braid.internal.shapes.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** A node of the graph: one application of a layer to tensors. */
public final class Node {
  private static final AtomicLong APPLICATIONS = new AtomicLong();

  private final long number = APPLICATIONS.getAndIncrement();
  private final Layer layer;
  private final List<Tensor> inputs;
  private final List<Tensor> outputs;

  private Node(Layer layer, List<Tensor> inputs) {
    this.layer = layer;
    this.inputs = List.copyOf(inputs);
    this.outputs = new ArrayList<>();
  }

  /** Creates the output tensors of a node. */
  @FunctionalInterface
  public interface TensorMaker {
    Tensor make(Node node, int index, Spec spec);
  }

  /** Applies a layer: checks its inputs and creates its weights at the first application. */
  public static Node apply(Layer layer, List<Tensor> inputs, TensorMaker maker) {
    List<Spec> specs = inputs.stream().map(Tensor::spec).toList();
    List<Spec> results = results(layer, inputs, specs);
    Node node = new Node(layer, inputs);
    LayerState.of(layer).applied(node.number);
    for (int i = 0; i < results.size(); i++) {
      node.outputs.add(maker.make(node, i, results.get(i)));
    }
    return node;
  }

  private static List<Spec> results(Layer layer, List<Tensor> tensors, List<Spec> inputs) {
    if (layer.requiresBatchAxis() && inputs.stream().anyMatch(spec -> !spec.hasBatch())) {
      throw layer.refusal(
          inputs,
          "tensors with the batch axis",
          "Use operations from Ops for tensors without it, such as the mean over the batch.");
    }
    if (!layer.acceptsTexts() && inputs.stream().anyMatch(spec -> spec.dtype() == DType.STRING)) {
      throw textsRefused(layer, inputs);
    }
    try {
      List<Spec> results = SequenceAdvice.outputs(layer, tensors);
      for (Spec result : results) {
        String expected = Sizes.expected(result.shape());
        if (!expected.isEmpty()) {
          throw layer.refusal(
              inputs, "an output of " + expected, "Its output would be " + result.text() + ".");
        }
      }
      layer.build(inputs);
      return results;
    } catch (Sizes.Overflow e) {
      throw layer.refusal(inputs, "sizes that an array can have", e.getMessage() + ".");
    }
  }

  private static StructureException textsRefused(Layer layer, List<Spec> inputs) {
    return StructureException.of(
        layer.label() + " cannot be applied",
        new Problem(
            "layer-input",
            layer.nameOrAutomatic(),
            "numbers",
            "received " + inputs.stream().map(Spec::toString).collect(Collectors.joining(", ")),
            "Convert texts before it by textVectorization(), stringLookup() or hashing(bins)."));
  }

  /** Returns the node that outputs a tensor. */
  public static Node of(Tensor tensor) {
    return ((TensorBase) tensor).node();
  }

  /** Returns the index of a tensor among its node's outputs. */
  public static int indexOf(Tensor tensor) {
    return ((TensorBase) tensor).index();
  }

  /** Builds the weights of a layer inside another one. */
  public static void build(Layer layer, List<Spec> inputs) {
    LayerState.of(layer).build(layer, inputs);
    for (Child child : layer.children(inputs)) {
      LayerState.of(layer).addInner(child.layer());
      child.layer().build(child.inputs());
    }
  }

  /** Returns the number of the node, which increases with every application. */
  long number() {
    return number;
  }

  public Layer layer() {
    return layer;
  }

  public List<Tensor> inputs() {
    return inputs;
  }

  public List<Tensor> outputs() {
    return List.copyOf(outputs);
  }

  public List<Spec> inputSpecs() {
    return inputs.stream().map(Tensor::spec).toList();
  }

  /** Returns whether the node was created by {@code input(…)}. */
  public boolean isInput() {
    return inputs.isEmpty();
  }
}
