package dev.braid.internal.masks;

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
import org.jspecify.annotations.Nullable;

/**
 * A mask as operations of {@code keras.ops} on tensors.
 *
 * <p>Expressions share subexpressions. {@link MaskExpressions} creates equal ones once, so two of
 * its expressions are equal exactly if they are the same object.
 *
 * @param <T> the type that represents a tensor
 */
public final class MaskExpression<T> {
  private final @Nullable T tensor;
  private final double number;
  private final @Nullable MaskOperation operation;
  private final List<MaskExpression<T>> operands;
  private final List<Integer> axes;
  private final boolean keepDims;
  private final long[] shape;
  private final boolean bool;

  private MaskExpression(
      @Nullable T tensor,
      double number,
      @Nullable MaskOperation operation,
      List<MaskExpression<T>> operands,
      List<Integer> axes,
      boolean keepDims,
      long[] shape,
      boolean bool) {
    this.tensor = tensor;
    this.number = number;
    this.operation = operation;
    this.operands = List.copyOf(operands);
    this.axes = List.copyOf(axes);
    this.keepDims = keepDims;
    this.shape = shape;
    this.bool = bool;
  }

  static <T> MaskExpression<T> tensor(T tensor, boolean bool, long... shape) {
    return new MaskExpression<>(tensor, 0, null, List.of(), List.of(), false, shape.clone(), bool);
  }

  static <T> MaskExpression<T> number(double number) {
    return new MaskExpression<>(
        null, number, null, List.of(), List.of(), false, new long[0], false);
  }

  static <T> MaskExpression<T> computed(
      MaskOperation operation,
      List<MaskExpression<T>> operands,
      List<Integer> axes,
      boolean keepDims) {
    long[] shape = MaskShapes.of(operation, operands, axes, keepDims);
    boolean passesBool =
        operation == MaskOperation.EXPAND_DIMS
            || operation == MaskOperation.SQUEEZE
            || operation == MaskOperation.CONCATENATE
            || operation == MaskOperation.CONVERT_TO_TENSOR;
    boolean bool =
        operation.compares()
            || operation.logical()
            || passesBool && operands.stream().allMatch(MaskExpression::isBool);
    return new MaskExpression<>(null, 0, operation, operands, axes, keepDims, shape, bool);
  }

  /** The tensor, or null for a number or an operation. */
  public @Nullable T tensor() {
    return tensor;
  }

  /** The operation, or null for a tensor or a number. */
  public @Nullable MaskOperation operation() {
    return operation;
  }

  /** True for a number, which broadcasts to an array. */
  public boolean isNumber() {
    return tensor == null && operation == null;
  }

  public double number() {
    return number;
  }

  public List<MaskExpression<T>> operands() {
    return operands;
  }

  /** The axes of the operation, the batch axis included; empty if it has none. */
  public List<Integer> axes() {
    return axes;
  }

  /** True if reduced axes keep size 1. */
  public boolean keepsDims() {
    return keepDims;
  }

  /** The sizes with the batch axis; -1 is a size that may vary. */
  public long[] shape() {
    return shape.clone();
  }

  public int rank() {
    return shape.length;
  }

  /** True if the elements are booleans rather than numbers. */
  public boolean isBool() {
    return bool;
  }

  /** All subexpressions and this expression, each once and after its operands. */
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

  /** The tensors of this expression, each once. */
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
