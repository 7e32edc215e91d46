package dev.braid.saving.architecture;

import dev.braid.Tensor;
import dev.braid.layers.masks.MaskExpression;
import dev.braid.layers.masks.MaskOperation;
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

/** Reads masks that a graph computes with operations from its tensors. */
final class MaskReader {
  /** What operations call their tensors where they are not given by position. */
  private static final List<String> NAMES = List.of("x", "x1", "x2", "xs");

  private final OperationNodes operations;
  private final SymbolicMasks masks;
  private final Function<Reference, Optional<Tensor>> tensors;
  private final Map<Reference, MaskExpression<Tensor>> read = new HashMap<>();

  /**
   * A reader of one graph.
   *
   * @param tensors what layers have given so far
   */
  MaskReader(
      OperationNodes operations,
      SymbolicMasks masks,
      Function<Reference, Optional<Tensor>> tensors) {
    this.operations = operations;
    this.masks = masks;
    this.tensors = tensors;
  }

  /** A mask that cannot be read, with the reason. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String reason) {
      super(reason, null, false, false);
    }
  }

  /** The tensors of layers that a mask is computed from. */
  Set<Reference> sources(Reference mask) {
    Set<Reference> sources = new LinkedHashSet<>();
    Set<Reference> seen = new HashSet<>();
    Deque<Reference> open = new ArrayDeque<>(List.of(mask));
    while (!open.isEmpty()) {
      Reference next = open.remove();
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

  private boolean isOperation(Reference reference) {
    return operations.makesMasks(reference.layer());
  }

  /** The arguments of one application of an operation, or null. */
  private Object node(Reference reference) {
    Object nodes = operations.object(reference.layer()).get("inbound_nodes");
    return nodes instanceof List<?> list && reference.node() >= 0 && reference.node() < list.size()
        ? list.get(reference.node())
        : null;
  }

  private static void references(Object written, Deque<Reference> out) {
    if (Reference.isTensor(written)) {
      Reference.ofTensor(written).ifPresent(out::add);
    } else if (written instanceof Map<?, ?> map) {
      map.values().forEach(value -> references(value, out));
    } else if (written instanceof List<?> list) {
      list.forEach(value -> references(value, out));
    }
  }

  /** The mask as an expression over tensors, which must have been made. */
  MaskExpression<Tensor> read(Reference mask) throws Unreadable {
    Deque<Reference> open = new ArrayDeque<>(List.of(mask));
    Set<Reference> entered = new HashSet<>();
    while (!open.isEmpty()) {
      Reference next = open.peek();
      if (read.containsKey(next)) {
        open.pop();
      } else if (!isOperation(next)) {
        read.put(next, masks.operand(tensor(next)));
      } else if (entered.add(next)) {
        Deque<Reference> before = new ArrayDeque<>();
        references(node(next), before);
        before.forEach(open::push);
      } else {
        read.put(next, computed(next));
      }
    }
    return read.get(mask);
  }

  private Tensor tensor(Reference reference) throws Unreadable {
    return tensors
        .apply(reference)
        .orElseThrow(() -> new Unreadable("it depends on " + reference + ", which is missing"));
  }

  private MaskExpression<Tensor> computed(Reference reference) throws Unreadable {
    Map<?, ?> object = operations.object(reference.layer());
    Object className = object.get("class_name");
    MaskOperation operation =
        MaskOperation.of(className)
            .orElseThrow(
                () -> new Unreadable("it is computed by the operation \"" + className + '"'));
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
      throw new Unreadable("its operation \"" + reference.layer() + "\" " + e.getMessage());
    }
  }

  /** The tensors and numbers that an operation is applied to, a list of them taken apart. */
  private List<Object> arguments(Reference reference) throws Unreadable {
    List<Object> arguments = new ArrayList<>();
    if (node(reference) instanceof Map<?, ?> node) {
      if (node.get("args") instanceof List<?> args) {
        arguments.addAll(args);
      }
      if (node.get("kwargs") instanceof Map<?, ?> kwargs) {
        for (Map.Entry<?, ?> entry : kwargs.entrySet()) {
          if (!NAMES.contains(String.valueOf(entry.getKey()))) {
            throw new Unreadable(
                "its operation \"" + reference.layer() + "\" has the argument " + entry.getKey());
          }
        }
        NAMES.stream().filter(kwargs::containsKey).forEach(name -> arguments.add(kwargs.get(name)));
      }
    }
    return arguments.size() == 1 && Reference.untupled(arguments.get(0)) instanceof List<?> list
        ? new ArrayList<>(list)
        : arguments;
  }

  private MaskExpression<Tensor> operand(Object argument, Reference reference) throws Unreadable {
    Optional<Reference> tensor = Reference.ofTensor(argument);
    if (tensor.isPresent()) {
      MaskExpression<Tensor> known = read.get(tensor.get());
      if (known == null) {
        throw new Unreadable("its operation \"" + reference.layer() + "\" depends on itself");
      }
      return known;
    }
    if (argument instanceof Number number) {
      return masks.expressions().number(number.doubleValue());
    }
    if (argument instanceof Boolean flag) {
      return masks.expressions().number(flag ? 1 : 0);
    }
    throw new Unreadable(
        "its operation \"" + reference.layer() + "\" is given " + Reference.text(argument));
  }

  private static List<Integer> axes(Map<?, ?> config) {
    Object axis = Reference.untupled(config.get("axis"));
    List<Integer> axes = new ArrayList<>();
    for (Object each : axis instanceof List<?> list ? list : List.of(axis == null ? "" : axis)) {
      if (each instanceof Integer number) {
        axes.add(number);
      }
    }
    return axes;
  }
}
