package dev.braid.internal.graph;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.Tensor;
import dev.braid.graph.Spec;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The order of a graph: nodes in topological order, and layers in Keras' order (by decreasing
 * distance from the outputs), which determines the order of weights.
 *
 * @param nodes the nodes in topological order
 * @param layers the layers, each once
 */
public record Topology(List<Node> nodes, List<Layer> layers) {
  public Topology {
    nodes = List.copyOf(nodes);
    layers = List.copyOf(layers);
  }

  /**
   * Returns the graph with its layers in another order; a layer that is not part of that order
   * precedes the layers that use it.
   */
  public Topology with(List<Layer> order) {
    Set<Layer> ordered = new HashSet<>(order);
    Map<Layer, Set<Layer>> feeding = new HashMap<>();
    for (Node node : nodes) {
      for (Tensor input : node.inputs()) {
        Layer layer = Node.of(input).layer();
        if (!ordered.contains(layer)) {
          feeding.computeIfAbsent(node.layer(), any -> new LinkedHashSet<>()).add(layer);
        }
      }
    }
    Set<Layer> all = new LinkedHashSet<>();
    for (Layer layer : order) {
      all.addAll(feeding.getOrDefault(layer, Set.of()));
      all.add(layer);
    }
    return new Topology(nodes, List.copyOf(all));
  }

  /**
   * Returns the nodes in the order in which the program created them, which is also topological.
   */
  public List<Node> inOrderOfCalls() {
    return nodes.stream().sorted(Comparator.comparingLong(Node::number)).toList();
  }

  /** Returns the first application of a layer. */
  public Optional<Node> firstCall(Layer layer) {
    return nodes.stream()
        .filter(node -> node.layer() == layer)
        .min(Comparator.comparingLong(Node::number));
  }

  /** Returns the order of a model's graph. */
  public static Topology of(Functional model) {
    return model.topology();
  }

  /** Returns the model with its layers, and thus its weights, in the order of a file. */
  public static Functional inOrder(Functional model, List<Layer> layers) {
    return Functional.inOrder(model, layers);
  }

  /** Returns the input specs of the first application of a layer. */
  public List<Spec> specsOf(Layer layer) {
    return firstCall(layer)
        .orElseThrow(() -> new IllegalArgumentException("not a layer of the graph: " + layer))
        .inputSpecs();
  }

  /** Traverses the graph from the outputs to the inputs and adds problems. */
  public static Topology of(List<Tensor> inputs, List<Tensor> outputs, List<Problem> problems) {
    Traversal traversal = new Traversal(inputs, problems);
    outputs.forEach(traversal::from);
    traversal.unused().forEach(traversal::refuseUnused);
    return traversal.topology();
  }

  /** Traverses the graph and accepts unused inputs, as Keras does. */
  public static Topology withUnusedInputs(
      List<Tensor> inputs, List<Tensor> outputs, List<Problem> problems) {
    Traversal traversal = new Traversal(inputs, problems);
    outputs.forEach(traversal::from);
    traversal.unused().forEach(input -> traversal.order.addUnused(Node.of(input)));
    return traversal.topology();
  }

  private static final class Traversal {
    private final List<Tensor> inputs;
    private final Set<Node> given = new HashSet<>();
    private final List<Problem> problems;
    private final KerasOrder<Node, Layer> order = new KerasOrder<>(this::before, Node::layer);

    Traversal(List<Tensor> inputs, List<Problem> problems) {
      this.inputs = inputs;
      inputs.forEach(input -> given.add(Node.of(input)));
      this.problems = problems;
    }

    private List<Node> before(Node node) {
      return given.contains(node) ? List.of() : node.inputs().stream().map(Node::of).toList();
    }

    void from(Tensor output) {
      for (Node node : order.from(Node.of(output))) {
        if (node.isInput() && !given.contains(node)) {
          disconnected(node, output);
        }
      }
    }

    private void disconnected(Node node, Tensor output) {
      problems.add(
          new Problem(
              "disconnected",
              node.layer().nameOrAutomatic(),
              "every input that an output depends on among the model's inputs",
              "this one is missing, on the path " + path(node, Node.of(output)),
              "Add it to Model.inputs(…)."));
    }

    /** Describes the layers from an input to an output. */
    private static String path(Node from, Node to) {
      Map<Node, Node> next = new HashMap<>();
      Deque<Node> queue = new ArrayDeque<>(List.of(to));
      while (!queue.isEmpty()) {
        Node node = queue.remove();
        if (node == from) {
          break;
        }
        for (Tensor input : node.inputs()) {
          if (next.putIfAbsent(Node.of(input), node) == null) {
            queue.add(Node.of(input));
          }
        }
      }
      StringBuilder path = new StringBuilder(from.layer().label());
      for (Node node = next.get(from); node != null; node = next.get(node)) {
        path.append(" -> ").append(node.layer().label());
      }
      return path.toString();
    }

    List<Tensor> unused() {
      return inputs.stream().filter(input -> !order.met(Node.of(input))).toList();
    }

    void refuseUnused(Tensor input) {
      problems.add(
          new Problem(
              "unused-input",
              Node.of(input).layer().nameOrAutomatic(),
              "every input to lead to an output",
              "no output depends on this one",
              "Use it, or leave it out of Model.inputs(…)."));
    }

    Topology topology() {
      return new Topology(order.steps(), order.owners());
    }
  }
}
