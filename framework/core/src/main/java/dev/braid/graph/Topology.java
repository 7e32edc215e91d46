package dev.braid.graph;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.Tensor;
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
 * The order of a graph: nodes so that each follows what it needs, and layers as Keras orders them
 * (farthest from the outputs first), which sets the order of weights.
 *
 * @param nodes in an order of execution
 * @param layers each once
 */
public record Topology(List<Node> nodes, List<Layer> layers) {
  public Topology {
    nodes = List.copyOf(nodes);
    layers = List.copyOf(layers);
  }

  /**
   * The same graph with its layers in another order; one that is not in it stands before the layers
   * it feeds.
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

  /** The nodes in the order in which the program made them, which follows what they need too. */
  public List<Node> inOrderOfCalls() {
    return nodes.stream().sorted(Comparator.comparingLong(Node::number)).toList();
  }

  /** Where a layer is applied first. */
  public Optional<Node> firstCall(Layer layer) {
    return nodes.stream()
        .filter(node -> node.layer() == layer)
        .min(Comparator.comparingLong(Node::number));
  }

  /** The order of a model's graph. */
  public static Topology of(Functional model) {
    return model.topology();
  }

  /** The same model with its layers, and with them its weights, in the order of a file. */
  public static Functional inOrder(Functional model, List<Layer> layers) {
    return Functional.inOrder(model, layers);
  }

  /** What one of the layers is given where it is applied first. */
  public List<Spec> specsOf(Layer layer) {
    return firstCall(layer)
        .orElseThrow(() -> new IllegalArgumentException("not a layer of the graph: " + layer))
        .inputSpecs();
  }

  /** Walks from the outputs to the inputs, adding what is wrong to the problems. */
  public static Topology of(List<Tensor> inputs, List<Tensor> outputs, List<Problem> problems) {
    Walk walk = new Walk(inputs, problems);
    outputs.forEach(walk::from);
    walk.unused().forEach(walk::refuseUnused);
    return walk.topology();
  }

  /** The same graph where inputs may lead to no output, as they may in Keras. */
  public static Topology withUnusedInputs(
      List<Tensor> inputs, List<Tensor> outputs, List<Problem> problems) {
    Walk walk = new Walk(inputs, problems);
    outputs.forEach(walk::from);
    walk.unused().forEach(input -> walk.order.addUnused(Node.of(input)));
    return walk.topology();
  }

  private static final class Walk {
    private final List<Tensor> inputs;
    private final Set<Node> given = new HashSet<>();
    private final List<Problem> problems;
    private final KerasOrder<Node, Layer> order = new KerasOrder<>(this::before, Node::layer);

    Walk(List<Tensor> inputs, List<Problem> problems) {
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

    /** The layers from an input to an output. */
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
      for (Node node = from; node != to; ) {
        node = next.get(node);
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
