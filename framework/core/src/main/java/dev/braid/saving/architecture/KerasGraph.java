package dev.braid.saving.architecture;

import dev.braid.Layer;
import dev.braid.Tensor;
import dev.braid.graph.Functional;
import dev.braid.graph.KerasOrder;
import dev.braid.graph.Node;
import dev.braid.graph.Topology;
import dev.braid.layers.activation.Softmax;
import dev.braid.layers.attention.MultiHeadAttention;
import dev.braid.layers.masks.ExplicitMask;
import dev.braid.layers.masks.MaskExpression;
import dev.braid.layers.normalization.BatchNormalization;
import dev.braid.layers.pooling.GlobalAveragePooling1D;
import dev.braid.layers.rnn.Bidirectional;
import dev.braid.layers.rnn.Recurrent;
import dev.braid.layers.rnn.TimeDistributed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A model's graph as Keras builds it: the operations that compute masks are steps of their own,
 * which layers depend on, and so change the order of layers.
 */
public final class KerasGraph {
  private final SymbolicMasks masks = new SymbolicMasks();
  private final Map<Node, Call> calls = new HashMap<>();
  private final Map<Node, Tensor> underMask = new HashMap<>();
  private final KerasOrder<Object, Object> order =
      new KerasOrder<>(this::before, step -> step instanceof Node node ? node.layer() : step);

  /**
   * One application of a layer.
   *
   * @param tensors what it is applied to
   * @param masks for each tensor the mask that is an argument of the call, or null
   */
  record Call(List<Tensor> tensors, List<MaskExpression<Tensor>> masks) {
    boolean isMasked() {
      return masks.stream().anyMatch(Objects::nonNull);
    }
  }

  private KerasGraph(
      List<Tensor> inputs, List<Tensor> outputs, List<String> outputNames, List<Node> nodes) {
    Set<Node> given = new HashSet<>();
    inputs.forEach(input -> given.add(Node.of(input)));
    for (Node node : nodes) {
      if (given.contains(node)) {
        calls.put(node, new Call(List.of(), List.of()));
      } else {
        masks.add(node);
        if (node.layer() instanceof ExplicitMask) {
          underMask.put(node, node.inputs().get(0));
        } else {
          calls.put(node, call(node));
        }
      }
    }
    List<Integer> numbers = numbers(outputs.size());
    if (FileOrder.named(outputs)) {
      // Keras walks a dict of outputs in the order of its keys
      numbers.sort(Comparator.comparing(outputNames::get));
    }
    numbers.forEach(number -> order.from(Node.of(outputs.get(number))));
    inputs.stream()
        .filter(input -> !order.met(Node.of(input)))
        .forEach(input -> order.addUnused(Node.of(input)));
  }

  /**
   * The graph of a model.
   *
   * @param nodes those that outputs depend on, in an order of execution
   */
  private static KerasGraph of(
      List<Tensor> inputs, List<Tensor> outputs, List<String> outputNames, List<Node> nodes) {
    return new KerasGraph(inputs, outputs, outputNames, nodes);
  }

  /** The same graph with its layers in Keras' order. */
  public static Topology ordered(
      List<Tensor> inputs, List<Tensor> outputs, List<String> outputNames, List<Node> nodes) {
    return of(inputs, outputs, outputNames, nodes).topology();
  }

  static KerasGraph of(Functional model) {
    return of(model.inputs(), model.outputs(), model.outputNames(), Topology.of(model).nodes());
  }

  private static List<Integer> numbers(int count) {
    return new ArrayList<>(IntStream.range(0, count).boxed().toList());
  }

  private Call call(Node node) {
    List<Tensor> tensors = new ArrayList<>();
    List<MaskExpression<Tensor>> given = new ArrayList<>();
    for (Tensor input : node.inputs()) {
      boolean explicit = underMask.containsKey(Node.of(input));
      tensors.add(explicit ? underMask.get(Node.of(input)) : input);
      given.add(explicit || isHandedMasks(node) ? masks.of(input) : null);
    }
    return new Call(tensors, given);
  }

  /** True where Keras writes the mask that it finds into the call: layers with one argument. */
  private static boolean isHandedMasks(Node node) {
    Layer layer = node.layer();
    boolean one = node.inputs().size() == 1;
    return one
        && (layer instanceof Recurrent<?>
            || layer instanceof Bidirectional
            || layer instanceof TimeDistributed
            || layer instanceof GlobalAveragePooling1D
            || layer instanceof BatchNormalization
            || layer instanceof Softmax
            || layer instanceof Functional inner && !FileOrder.named(inner.inputs()));
  }

  /** The steps that a step depends on, in the order of its arguments. */
  private List<Object> before(Object step) {
    List<Object> before = new ArrayList<>();
    if (step instanceof Node node) {
      Call call = calls.get(node);
      List<Integer> numbers = order(node.layer(), call.tensors().size());
      numbers.forEach(number -> before.add(Node.of(call.tensors().get(number))));
      List<MaskExpression<Tensor>> given = new ArrayList<>(call.masks());
      if (node.layer() instanceof MultiHeadAttention) {
        // arguments with names go in the order of these: key_mask, query_mask, value_mask
        Collections.reverse(given);
      }
      given.stream().filter(Objects::nonNull).forEach(mask -> before.add(step(mask)));
    } else if (step instanceof MaskExpression<?> mask) {
      mask.operands().stream()
          .filter(operand -> !operand.isNumber())
          .forEach(operand -> before.add(step(operand)));
    }
    return before;
  }

  /** The numbers of a call's tensors in Keras' order, which for a dict is that of its keys. */
  private static List<Integer> order(Layer layer, int count) {
    List<Integer> numbers = numbers(count);
    if (layer instanceof Functional inner && FileOrder.named(inner.inputs())) {
      numbers.sort(Comparator.comparing(inner.inputNames()::get));
    }
    return numbers;
  }

  private static Object step(MaskExpression<?> mask) {
    return mask.tensor() instanceof Tensor tensor ? Node.of(tensor) : mask;
  }

  /** The application of a layer that a node is. */
  Call callOf(Node node) {
    return calls.get(node);
  }

  /** Layers and operations in Keras' order, each once. */
  List<Object> owners() {
    return order.owners();
  }

  /** The nodes in the order in which Keras runs them, and the layers in its order. */
  public Topology topology() {
    Set<Node> nodes = new LinkedHashSet<>();
    for (Object step : order.steps()) {
      if (step instanceof Node node) {
        node.inputs().stream().map(Node::of).filter(underMask::containsKey).forEach(nodes::add);
        nodes.add(node);
      }
    }
    return new Topology(List.copyOf(nodes), layers()).with(layers());
  }

  /** The layers in Keras' order. */
  List<Layer> layers() {
    return owners().stream().filter(Layer.class::isInstance).map(Layer.class::cast).toList();
  }
}
