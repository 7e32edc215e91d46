package dev.braid.layers.masks;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

  /** The tensors that this is computed from, each once. */
  public List<T> tensors() {
    Set<T> found = new LinkedHashSet<>();
    collect(new LinkedHashSet<>(), found);
    return List.copyOf(found);
  }

  private void collect(Set<MaskExpression<T>> seen, Set<T> found) {
    if (seen.add(this)) {
      if (tensor != null) {
        found.add(tensor);
      }
      operands.forEach(operand -> operand.collect(seen, found));
    }
  }
}
