package dev.braid.internal.saving.architecture;

import dev.braid.Tensor;
import dev.braid.internal.masks.MaskExpression;
import dev.braid.internal.masks.MaskOperation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads masks that a graph computes from its tensors with operations. */
final class MaskExpressionReader {
  /** The names of the tensor arguments of operations, if passed by keyword. */
  private static final List<String> NAMES = List.of("x", "x1", "x2", "xs");

  private final OperationNodes operations;
  private final SymbolicMasks masks;
  private final Function<TensorReference, Optional<Tensor>> tensors;
  private final Map<TensorReference, MaskExpression<Tensor>> read = new HashMap<>();

  /**
   * Creates a reader for one graph.
   *
   * @param tensors finds the outputs that were already computed
   */
  MaskExpressionReader(
      OperationNodes operations,
      SymbolicMasks masks,
      Function<TensorReference, Optional<Tensor>> tensors) {
    this.operations = operations;
    this.masks = masks;
    this.tensors = tensors;
  }

  /** Thrown for a mask that cannot be read, with the reason. */
  static final class UnreadableMaskException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableMaskException(String reason) {
      super(reason, null, false, false);
    }
  }

  /** Returns the outputs of layers that a mask is computed from. */
  Set<TensorReference> sources(TensorReference mask) {
    Set<TensorReference> sources = new LinkedHashSet<>();
    Set<TensorReference> seen = new HashSet<>();
    Deque<TensorReference> open = new ArrayDeque<>(List.of(mask));
    while (!open.isEmpty()) {
      TensorReference next = open.remove();
      if (!seen.add(next)) {
        continue;
      }
      if (isOperation(next)) {
        references(node(next), open);
      } else {
        sources.add(next);
      }
    }
    return sources;
  }

  private boolean isOperation(TensorReference reference) {
    return operations.computesMasks(reference.layer());
  }

  /** Returns the arguments of one application of an operation, or null. */
  private Object node(TensorReference reference) {
    Object nodes = operations.object(reference.layer()).get("inbound_nodes");
    return nodes instanceof List<?> list && reference.node() >= 0 && reference.node() < list.size()
        ? list.get(reference.node())
        : null;
  }

  private static void references(Object written, Deque<TensorReference> out) {
    if (TensorReference.isTensor(written)) {
      TensorReference.ofTensor(written).ifPresent(out::add);
    } else if (written instanceof Map<?, ?> map) {
      map.values().forEach(value -> references(value, out));
    } else if (written instanceof List<?> list) {
      list.forEach(value -> references(value, out));
    }
  }

  /** Reads a mask as an expression over tensors, which must already be computed. */
  MaskExpression<Tensor> read(TensorReference mask) throws UnreadableMaskException {
    Deque<TensorReference> open = new ArrayDeque<>(List.of(mask));
    Set<TensorReference> entered = new HashSet<>();
    while (!open.isEmpty()) {
      TensorReference next = open.peek();
      if (read.containsKey(next)) {
        open.pop();
      } else if (!isOperation(next)) {
        read.put(next, masks.operand(tensor(next)));
      } else if (entered.add(next)) {
        Deque<TensorReference> before = new ArrayDeque<>();
        references(node(next), before);
        before.forEach(open::push);
      } else {
        read.put(next, computed(next));
      }
    }
    return read.get(mask);
  }

  private Tensor tensor(TensorReference reference) throws UnreadableMaskException {
    return tensors
        .apply(reference)
        .orElseThrow(
            () -> new UnreadableMaskException("it depends on " + reference + ", which is missing"));
  }

  private MaskExpression<Tensor> computed(TensorReference reference)
      throws UnreadableMaskException {
    Map<?, ?> object = operations.object(reference.layer());
    Object className = object.get("class_name");
    MaskOperation operation =
        MaskOperation.of(className)
            .orElseThrow(
                () ->
                    new UnreadableMaskException(
                        "it is computed by the operation \"" + className + '"'));
    List<MaskExpression<Tensor>> operands = new ArrayList<>();
    for (Object argument : arguments(reference)) {
      operands.add(operand(argument, reference));
    }
    Map<?, ?> config = object.get("config") instanceof Map<?, ?> map ? map : Map.of();
    boolean keepDims = operation.reduces() && Boolean.TRUE.equals(config.get("keepdims"));
    try {
      return masks
          .expressions()
          .computed(operation, operands, operation.hasAxis() ? axes(config) : List.of(), keepDims);
    } catch (IllegalArgumentException e) {
      throw new UnreadableMaskException(
          "its operation \"" + reference.layer() + "\" " + e.getMessage());
    }
  }

  /**
   * Returns the tensors and numbers that an operation is applied to; a single list is flattened.
   */
  private List<Object> arguments(TensorReference reference) throws UnreadableMaskException {
    List<Object> arguments = new ArrayList<>();
    if (node(reference) instanceof Map<?, ?> node) {
      if (node.get("args") instanceof List<?> args) {
        arguments.addAll(args);
      }
      if (node.get("kwargs") instanceof Map<?, ?> kwargs) {
        for (Map.Entry<?, ?> entry : kwargs.entrySet()) {
          if (!NAMES.contains(String.valueOf(entry.getKey()))) {
            throw new UnreadableMaskException(
                "its operation \"" + reference.layer() + "\" has the argument " + entry.getKey());
          }
        }
        NAMES.stream().filter(kwargs::containsKey).forEach(name -> arguments.add(kwargs.get(name)));
      }
    }
    return arguments.size() == 1
            && TensorReference.untupled(arguments.get(0)) instanceof List<?> list
        ? new ArrayList<>(list)
        : arguments;
  }

  private MaskExpression<Tensor> operand(Object argument, TensorReference reference)
      throws UnreadableMaskException {
    Optional<TensorReference> tensor = TensorReference.ofTensor(argument);
    if (tensor.isPresent()) {
      MaskExpression<Tensor> known = read.get(tensor.get());
      if (known == null) {
        throw new UnreadableMaskException(
            "its operation \"" + reference.layer() + "\" depends on itself");
      }
      return known;
    }
    if (argument instanceof Number number) {
      return masks.expressions().number(number.doubleValue());
    }
    if (argument instanceof Boolean flag) {
      return masks.expressions().number(flag ? 1 : 0);
    }
    throw new UnreadableMaskException(
        "its operation \"" + reference.layer() + "\" receives " + TensorReference.text(argument));
  }

  private static List<Integer> axes(Map<?, ?> config) {
    Object axis = TensorReference.untupled(config.get("axis"));
    List<Integer> axes = new ArrayList<>();
    for (Object each : axis instanceof List<?> list ? list : List.of(axis == null ? "" : axis)) {
      if (each instanceof Integer number) {
        axes.add(number);
      }
    }
    return axes;
  }
}
