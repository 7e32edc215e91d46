package dev.braid.graph;

import dev.braid.Layer;
import dev.braid.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** One application of a layer to tensors. */
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

  /** Makes the tensors that a node gives. */
  @FunctionalInterface
  public interface TensorMaker {
    Tensor make(Node node, int index, Spec spec);
  }

  /** Applies a layer: its checks run, its weights are made at the first time. */
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
          "Operations from Ops take tensors without it, such as the mean over the batch.");
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

  /** The application of a layer that gives a tensor. */
  public static Node of(Tensor tensor) {
    return ((TensorBase) tensor).node();
  }

  /** Which of its node's outputs a tensor is. */
  public static int indexOf(Tensor tensor) {
    return ((TensorBase) tensor).index();
  }

  /** Builds the weights of a layer that stands inside another one. */
  public static void build(Layer layer, List<Spec> inputs) {
    LayerState.of(layer).build(layer, inputs);
    for (Child child : layer.children(inputs)) {
      LayerState.of(layer).holds(child.layer());
      child.layer().build(child.inputs());
    }
  }

  /** Rises from application to application. */
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

  /** True for what {@code input(…)} makes. */
  public boolean isInput() {
    return inputs.isEmpty();
  }
}
