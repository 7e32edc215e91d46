package dev.braid.layers.masks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A mask as operations of {@code keras.ops} on tensors.
 *
 * <p>Expressions share their parts. {@link MaskExpressions} makes equal ones once, so two of its
 * expressions are equal exactly where they are the same object.
 *
 * @param <T> what stands for a tensor
 */
public final class MaskExpression<T> {
  private final T tensor;
  private final double number;
  private final MaskOperation operation;
  private final List<MaskExpression<T>> operands;
  private final List<Integer> axes;
  private final boolean keepDims;
  private final long[] shape;
  private final boolean truth;

  private MaskExpression(
      T tensor,
      double number,
      MaskOperation operation,
      List<MaskExpression<T>> operands,
      List<Integer> axes,
      boolean keepDims,
      long[] shape,
      boolean truth) {
    this.tensor = tensor;
    this.number = number;
    this.operation = operation;
    this.operands = List.copyOf(operands);
    this.axes = List.copyOf(axes);
    this.keepDims = keepDims;
    this.shape = shape;
    this.truth = truth;
  }

  static <T> MaskExpression<T> tensor(T tensor, boolean truth, long... shape) {
    return new MaskExpression<>(tensor, 0, null, List.of(), List.of(), false, shape.clone(), truth);
  }

  static <T> MaskExpression<T> number(double number) {
    return new MaskExpression<>(null, number, null, List.of(), List.of(), false, null, false);
  }

  static <T> MaskExpression<T> computed(
      MaskOperation operation,
      List<MaskExpression<T>> operands,
      List<Integer> axes,
      boolean keepDims) {
    long[] shape = MaskShapes.of(operation, operands, axes, keepDims);
    boolean passesTruth =
        operation == MaskOperation.EXPAND_DIMS
            || operation == MaskOperation.SQUEEZE
            || operation == MaskOperation.CONCATENATE
            || operation == MaskOperation.CONVERT_TO_TENSOR;
    boolean truth =
        operation.compares()
            || operation.logical()
            || passesTruth && operands.stream().allMatch(MaskExpression::isTruth);
    return new MaskExpression<>(null, 0, operation, operands, axes, keepDims, shape, truth);
  }

  /** The tensor that this is, or null. */
  public T tensor() {
    return tensor;
  }

  /** The operation that makes this, or null for a tensor and for a number. */
  public MaskOperation operation() {
    return operation;
  }

  /** True for a number, which stands for an array of it. */
  public boolean isNumber() {
    return shape == null;
  }

  public double number() {
    return number;
  }

  public List<MaskExpression<T>> operands() {
    return operands;
  }

  /** The axes that the operation works along, the batch axis counted; empty where it has none. */
  public List<Integer> axes() {
    return axes;
  }

  /** True where axes that are folded keep size 1. */
  public boolean keepsDims() {
    return keepDims;
  }

  /** The sizes with that of the batch; -1 is a size that may vary. */
  public long[] shape() {
    return shape.clone();
  }

  public int rank() {
    return shape.length;
  }

  /** True where the elements are true or false, else they are numbers. */
  public boolean isTruth() {
    return truth;
  }

  /** All that this is computed from and this itself, each once and behind what it needs. */
  public List<MaskExpression<T>> steps() {
    Set<MaskExpression<T>> done = new LinkedHashSet<>();
    Deque<MaskExpression<T>> open = new ArrayDeque<>(List.of(this));
    while (!open.isEmpty()) {
      MaskExpression<T> next = open.peek();
      List<MaskExpression<T>> needed =
          next.operands.stream().filter(operand -> !done.contains(operand)).toList();
      for (int i = needed.size() - 1; i >= 0; i--) {
        open.push(needed.get(i));
      }
      if (needed.isEmpty()) {
        done.add(open.pop());
      }
    }
    return List.copyOf(done);
  }

  /** The tensors that this is computed from, each once. */
  public List<T> tensors() {
    return steps().stream().map(MaskExpression::tensor).filter(Objects::nonNull).toList();
  }

  /**
   * The operations in an order of execution: {@code 1: NotEqual(tensor 0, -1.0); 2: Any(1)[-1]}.
   */
  @Override
  public String toString() {
    Map<MaskExpression<T>, String> names = new HashMap<>();
    List<String> lines = new ArrayList<>();
    for (MaskExpression<T> step : steps()) {
      if (step.operation == null) {
        names.put(step, step.isNumber() ? String.valueOf(step.number) : "tensor " + step.tensor);
      } else {
        names.put(step, String.valueOf(lines.size() + 1));
        String given = step.operands.stream().map(names::get).collect(Collectors.joining(", "));
        lines.add(
            names.get(step)
                + ": "
                + step.operation.keras()
                + "("
                + given
                + ")"
                + (step.axes.isEmpty() ? "" : step.axes)
                + (step.keepDims ? " kept" : ""));
      }
    }
    return String.join("; ", lines);
  }
}
