package dev.braid.graph;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
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

  /** The same graph with its layers in another order. */
  public Topology with(List<Layer> order) {
    return new Topology(nodes, order);
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

  /** Walks from the outputs to the inputs, adding what is wrong to the problems. */
  public static Topology of(List<Tensor> inputs, List<Tensor> outputs, List<Problem> problems) {
    Walk walk = new Walk(inputs, problems);
    outputs.forEach(walk::from);
    walk.unused().forEach(walk::refuseUnused);
    return walk.order();
  }

  /** The same graph where inputs may lead to no output, as they may in Keras. */
  public static Topology withUnusedInputs(
      List<Tensor> inputs, List<Tensor> outputs, List<Problem> problems) {
    Walk walk = new Walk(inputs, problems);
    outputs.forEach(walk::from);
    walk.unused().forEach(walk::addUnused);
    return walk.order();
  }

  private static final class Walk {
    private final List<Tensor> inputs;
    private final List<Problem> problems;
    private final IdentityHashMap<Layer, Integer> seen = new IdentityHashMap<>();
    private final List<Node> finished = new ArrayList<>();
    private final Set<Node> done = new HashSet<>();
    private final Set<Node> entered = new HashSet<>();

    Walk(List<Tensor> inputs, List<Problem> problems) {
      this.inputs = inputs;
      this.problems = problems;
    }

    /** Depth first without recursion, since chains may be thousands of layers long. */
    void from(Tensor output) {
      Deque<Node> stack = new ArrayDeque<>();
      stack.push(output.node());
      while (!stack.isEmpty()) {
        Node node = stack.peek();
        if (done.contains(node)) {
          stack.pop();
        } else if (entered.add(node)) {
          seen.putIfAbsent(node.layer(), seen.size());
          if (!given(node)) {
            if (node.isInput()) {
              disconnected(node, output);
            }
            for (int i = node.inputs().size() - 1; i >= 0; i--) {
              Node before = node.inputs().get(i).node();
              if (!entered.contains(before)) {
                stack.push(before);
              }
            }
          }
        } else {
          stack.pop();
          done.add(node);
          finished.add(node);
        }
      }
    }

    private boolean given(Node node) {
      return inputs.stream().anyMatch(input -> input.node() == node);
    }

    private void disconnected(Node node, Tensor output) {
      problems.add(
          new Problem(
              "disconnected",
              node.layer().nameOrAutomatic(),
              "every input that an output depends on among the model's inputs",
              "this one is missing, on the path " + path(node, output.node()),
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
          if (next.putIfAbsent(input.node(), node) == null) {
            queue.add(input.node());
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
      return inputs.stream().filter(input -> !done.contains(input.node())).toList();
    }

    void refuseUnused(Tensor input) {
      problems.add(
          new Problem(
              "unused-input",
              input.node().layer().nameOrAutomatic(),
              "every input to lead to an output",
              "no output depends on this one",
              "Use it, or leave it out of Model.inputs(…)."));
    }

    /** Keras puts such inputs before all other layers of the outputs' depth. */
    void addUnused(Tensor input) {
      seen.put(input.node().layer(), -1);
      finished.add(0, input.node());
    }

    Topology order() {
      Map<Node, Integer> depths = new LinkedHashMap<>();
      IdentityHashMap<Layer, Integer> layerDepths = new IdentityHashMap<>();
      for (int i = finished.size() - 1; i >= 0; i--) {
        Node node = finished.get(i);
        int depth =
            Math.max(depths.getOrDefault(node, 0), layerDepths.getOrDefault(node.layer(), 0));
        layerDepths.put(node.layer(), depth);
        depths.put(node, depth);
        if (!given(node)) {
          for (Tensor input : node.inputs()) {
            depths.merge(input.node(), depth + 1, Math::max);
          }
        }
      }
      List<Layer> layers = new ArrayList<>(layerDepths.keySet());
      layers.sort(
          Comparator.<Layer>comparingInt(layer -> -layerDepths.get(layer))
              .thenComparingInt(seen::get));
      // Keras' order of execution, which decides whose statistics of a shared layer come first
      List<Node> nodes = new ArrayList<>(depths.keySet());
      nodes.sort(Comparator.comparingInt(node -> -depths.get(node)));
      return new Topology(nodes, layers);
    }
  }
}
