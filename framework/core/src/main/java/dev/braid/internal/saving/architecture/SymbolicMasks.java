package dev.braid.internal.saving.architecture;

import dev.braid.DType;
import dev.braid.Layer;
import dev.braid.Tensor;
import dev.braid.graph.Spec;
import dev.braid.internal.calls.PropagatedMasks;
import dev.braid.internal.graph.Node;
import dev.braid.internal.masks.ExplicitMask;
import dev.braid.internal.masks.MaskExpression;
import dev.braid.internal.masks.MaskExpressions;
import dev.braid.internal.masks.MaskOperation;
import dev.braid.layers.attention.BaseAttention;
import dev.braid.layers.core.Embedding;
import dev.braid.layers.core.Masking;
import dev.braid.layers.merging.Concatenate;
import dev.braid.layers.merging.Merge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The masks that Keras attaches to tensors while it builds a graph, as the operations that compute
 * them.
 *
 * <p>At run time a model may propagate further masks, such as those behind a nested model, which
 * are in no graph.
 */
final class SymbolicMasks {
  private final MaskExpressions<Tensor> expressions = new MaskExpressions<>();
  private final Map<Node, List<MaskExpression<Tensor>>> masks = new HashMap<>();

  MaskExpressions<Tensor> expressions() {
    return expressions;
  }

  /** Returns the mask of a tensor; null if it has none. */
  MaskExpression<Tensor> of(Tensor tensor) {
    List<MaskExpression<Tensor>> all = masks.getOrDefault(Node.of(tensor), List.of());
    return Node.indexOf(tensor) < all.size() ? all.get(Node.indexOf(tensor)) : null;
  }

  /** Returns a tensor as an operand of masks. */
  MaskExpression<Tensor> operand(Tensor tensor) {
    // independent of the tensor's explicit name
    Tensor plain = Node.of(tensor).outputs().get(Node.indexOf(tensor));
    return expressions.tensor(plain, tensor.dtype() == DType.BOOL, tensor.spec().sizes());
  }

  /** Adds an application of a layer, after those of its inputs. */
  void add(Node node) {
    List<MaskExpression<Tensor>> given = new ArrayList<>();
    node.inputs().forEach(input -> given.add(of(input)));
    try {
      List<MaskExpression<Tensor>> outputs = propagated(node.layer(), node.inputs(), given);
      if (outputs.stream().anyMatch(Objects::nonNull)) {
        masks.put(node, outputs);
      }
    } catch (IllegalArgumentException e) {
      // masks with incompatible shapes: Keras cannot build this graph
      masks.remove(node);
    }
  }

  private static List<MaskExpression<Tensor>> single(MaskExpression<Tensor> mask) {
    List<MaskExpression<Tensor>> masks = new ArrayList<>();
    masks.add(mask);
    return masks;
  }

  private List<MaskExpression<Tensor>> propagated(
      Layer layer, List<Tensor> inputs, List<MaskExpression<Tensor>> given) {
    if (inputs.isEmpty()) {
      return List.of();
    }
    MaskExpression<Tensor> first = given.get(0);
    if (layer instanceof ExplicitMask explicit) {
      return single(
          expressions.copy(explicit.mask(), number -> operand(inputs.get(number + 1)).tensor()));
    }
    if (layer instanceof Embedding embedding) {
      return single(embedding.masksZero() ? differs(inputs.get(0), 0) : null);
    }
    if (layer instanceof Masking masking) {
      return single(
          expressions.along(MaskOperation.ANY, -1, differs(inputs.get(0), masking.value())));
    }
    if (layer instanceof Concatenate concatenate) {
      return single(concatenated(concatenate.axis(), inputs, given));
    }
    if (layer instanceof Merge<?>) {
      return single(either(given));
    }
    if (layer instanceof BaseAttention<?>) {
      return single(
          first == null ? null : expressions.computed(MaskOperation.CONVERT_TO_TENSOR, first));
    }
    List<Spec> specs = inputs.stream().map(Tensor::spec).toList();
    List<MaskExpression<Tensor>> passed = new ArrayList<>();
    PropagatedMasks.of(layer, specs).forEach(passes -> passed.add(passes ? first : null));
    return passed;
  }

  private MaskExpression<Tensor> differs(Tensor tensor, double number) {
    return expressions.computed(
        MaskOperation.NOT_EQUAL, operand(tensor), expressions.number(number));
  }

  private MaskExpression<Tensor> either(List<MaskExpression<Tensor>> given) {
    if (given.stream().anyMatch(Objects::isNull)) {
      return null;
    }
    MaskExpression<Tensor> mask = given.get(0);
    for (MaskExpression<Tensor> other : given.subList(1, given.size())) {
      mask = expressions.computed(MaskOperation.LOGICAL_OR, mask, other);
    }
    return mask;
  }

  /**
   * Concatenates the masks along the layer's axis, each in the shape of its input, as Keras does.
   */
  private MaskExpression<Tensor> concatenated(
      int axis, List<Tensor> inputs, List<MaskExpression<Tensor>> given) {
    if (given.stream().allMatch(Objects::isNull)) {
      return null;
    }
    List<MaskExpression<Tensor>> parts = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      MaskExpression<Tensor> input = operand(inputs.get(i));
      MaskExpression<Tensor> mask = given.get(i);
      if (mask == null) {
        parts.add(expressions.computed(MaskOperation.ONES_LIKE, input));
      } else if (mask.rank() < input.rank()) {
        parts.add(
            expressions.computed(
                MaskOperation.LOGICAL_OR,
                expressions.along(MaskOperation.EXPAND_DIMS, -1, mask),
                expressions.computed(MaskOperation.ZEROS_LIKE, input)));
      } else {
        parts.add(mask);
      }
    }
    return expressions.along(
        MaskOperation.ANY,
        -1,
        expressions.computed(MaskOperation.CONCATENATE, parts, List.of(axis), false));
  }
}
