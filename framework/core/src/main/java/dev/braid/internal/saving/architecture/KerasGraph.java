package dev.braid.internal.saving.architecture;

import dev.braid.Layer;
import dev.braid.Tensor;
import dev.braid.internal.calls.ConstantTensor;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.KerasOrder;
import dev.braid.internal.graph.Node;
import dev.braid.internal.graph.Topology;
import dev.braid.internal.masks.ExplicitMask;
import dev.braid.internal.masks.MaskExpression;
import dev.braid.layers.activation.Softmax;
import dev.braid.layers.attention.MultiHeadAttention;
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
 * A model's graph as Keras builds it: the operations that compute masks are separate steps, on
 * which layers depend, and thus affect the order of layers.
 */
public final class KerasGraph {
  private final SymbolicMasks masks = new SymbolicMasks();
  private final Map<Node, MaskedCall> calls = new HashMap<>();
  private final Map<Node, Tensor> underMask = new HashMap<>();
  private final KerasOrder<Object, Object> order =
      new KerasOrder<>(this::before, step -> step instanceof Node node ? node.layer() : step);

  /**
   * One application of a layer with its explicit masks.
   *
   * @param tensors the tensors that it is applied to
   * @param masks for each tensor the mask that is an argument of the call, or null
   */
  record MaskedCall(List<Tensor> tensors, List<MaskExpression<Tensor>> masks) {
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
        calls.put(node, new MaskedCall(List.of(), List.of()));
      } else {
        masks.add(node);
        if (node.layer() instanceof ExplicitMask) {
          underMask.put(node, node.inputs().get(0));
        } else if (!isConstant(node)) {
          calls.put(node, call(node));
        }
      }
    }
    List<Integer> indices = indices(outputs.size());
    if (FileLayerOrder.named(outputs)) {
      // Keras traverses a dict of outputs in the order of its keys
      indices.sort(Comparator.comparing(outputNames::get));
    }
    indices.forEach(index -> order.from(Node.of(outputs.get(index))));
    inputs.stream()
        .filter(input -> !order.met(Node.of(input)))
        .forEach(input -> order.addUnused(Node.of(input)));
  }

  /**
   * Returns the graph of a model.
   *
   * @param nodes the nodes that outputs depend on, in topological order
   */
  private static KerasGraph of(
      List<Tensor> inputs, List<Tensor> outputs, List<String> outputNames, List<Node> nodes) {
    return new KerasGraph(inputs, outputs, outputNames, nodes);
  }

  /** Returns the same graph with its layers in Keras' order. */
  public static Topology ordered(
      List<Tensor> inputs, List<Tensor> outputs, List<String> outputNames, List<Node> nodes) {
    return of(inputs, outputs, outputNames, nodes).topology();
  }

  static KerasGraph of(Functional model) {
    return of(model.inputs(), model.outputs(), model.outputNames(), Topology.of(model).nodes());
  }

  private static List<Integer> indices(int count) {
    return new ArrayList<>(IntStream.range(0, count).boxed().toList());
  }

  private MaskedCall call(Node node) {
    List<Tensor> tensors = new ArrayList<>();
    List<MaskExpression<Tensor>> given = new ArrayList<>();
    for (Tensor input : node.inputs()) {
      boolean explicit = underMask.containsKey(Node.of(input));
      boolean written = explicit || writesPropagatedMask(node, tensors.size());
      tensors.add(explicit ? underMask.get(Node.of(input)) : input);
      given.add(written ? masks.of(input) : null);
    }
    return new MaskedCall(tensors, given);
  }

  /**
   * Returns whether Keras writes the propagated mask of an input into the call, as for layers with
   * one argument.
   */
  private static boolean writesPropagatedMask(Node node, int input) {
    Layer layer = node.layer();
    boolean one = node.inputs().size() == 1;
    return input == 0 && ExplicitMaskInserter.usesMaskWithStates(layer)
        || one
            && (layer instanceof Recurrent<?>
                || layer instanceof Bidirectional
                || layer instanceof TimeDistributed
                || layer instanceof GlobalAveragePooling1D
                || layer instanceof BatchNormalization
                || layer instanceof Softmax
                || layer instanceof Functional inner && !FileLayerOrder.named(inner.inputs()));
  }

  /** Returns whether a node is a constant among the arguments of calls, which is not a step. */
  private static boolean isConstant(Object step) {
    return step instanceof Node node && node.layer() instanceof ConstantTensor;
  }

  /** Returns the steps that a step depends on, in the order of its arguments. */
  private List<Object> before(Object step) {
    List<Object> before = new ArrayList<>();
    if (step instanceof Node node) {
      MaskedCall call = calls.get(node);
      List<Integer> indices = order(node.layer(), call.tensors().size());
      indices.forEach(index -> before.add(Node.of(call.tensors().get(index))));
      List<MaskExpression<Tensor>> given = new ArrayList<>(call.masks());
      if (node.layer() instanceof MultiHeadAttention) {
        // keyword arguments are ordered by name: key_mask, query_mask, value_mask
        Collections.reverse(given);
      }
      given.stream().filter(Objects::nonNull).forEach(mask -> before.add(step(mask)));
    } else if (step instanceof MaskExpression<?> mask) {
      mask.operands().stream()
          .filter(operand -> !operand.isNumber())
          .forEach(operand -> before.add(step(operand)));
    }
    before.removeIf(KerasGraph::isConstant);
    return before;
  }

  /**
   * Returns the indices of a call's tensors in Keras' order, which for a dict is that of its keys.
   */
  private static List<Integer> order(Layer layer, int count) {
    List<Integer> indices = indices(count);
    if (layer instanceof Functional inner && FileLayerOrder.named(inner.inputs())) {
      indices.sort(Comparator.comparing(inner.inputNames()::get));
    }
    return indices;
  }

  private static Object step(MaskExpression<?> mask) {
    return mask.tensor() instanceof Tensor tensor ? Node.of(tensor) : mask;
  }

  /** Returns the application of a layer that a node represents. */
  MaskedCall callOf(Node node) {
    return calls.get(node);
  }

  /** Returns layers and operations in Keras' order, each once. */
  List<Object> owners() {
    return order.owners();
  }

  /** Returns the nodes in Keras' order of execution, and the layers in Keras' order. */
  public Topology topology() {
    Set<Node> nodes = new LinkedHashSet<>();
    for (Object step : order.steps()) {
      if (step instanceof Node node) {
        addArguments(node, nodes);
        nodes.add(node);
      }
    }
    return new Topology(List.copyOf(nodes), layers()).with(layers());
  }

  /** Adds the masks and constants among the arguments of a call. */
  private void addArguments(Node node, Set<Node> nodes) {
    for (Tensor input : node.inputs()) {
      Node before = Node.of(input);
      if (underMask.containsKey(before)) {
        addArguments(before, nodes);
        nodes.add(before);
      } else if (isConstant(before)) {
        nodes.add(before);
      }
    }
  }

  /** Returns the layers in Keras' order. */
  List<Layer> layers() {
    return owners().stream().filter(Layer.class::isInstance).map(Layer.class::cast).toList();
  }
}
