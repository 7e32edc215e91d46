package dev.braid.layers.masks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Makes mask expressions, equal ones once.
 *
 * @param <T> what stands for a tensor
 */
public final class MaskExpressions<T> {
  private final Map<Object, MaskExpression<T>> made = new HashMap<>();

  /** An operation by its operands, which are equal where they are the same. */
  private record Key(
      MaskOperation operation, List<?> operands, List<Integer> axes, boolean keepDims) {}

  /**
   * A tensor.
   *
   * @param truth whether its elements are true or false
   * @param shape with the batch axis
   */
  public MaskExpression<T> tensor(T tensor, boolean truth, long... shape) {
    return made.computeIfAbsent(tensor, any -> MaskExpression.tensor(tensor, truth, shape));
  }

  public MaskExpression<T> number(double number) {
    return made.computeIfAbsent(List.of(number), any -> MaskExpression.number(number));
  }

  /** What an operation without axes makes of others. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public final MaskExpression<T> computed(MaskOperation operation, MaskExpression<T>... operands) {
    return computed(operation, List.of(operands), List.of(), false);
  }

  /** What an operation along one axis makes of others. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public final MaskExpression<T> along(
      MaskOperation operation, int axis, MaskExpression<T>... operands) {
    return computed(operation, List.of(operands), List.of(axis), false);
  }

  /**
   * What an operation makes of others; refuses operands that it cannot take.
   *
   * <p>A number that an array is compared with stands behind it.
   */
  public MaskExpression<T> computed(
      MaskOperation operation,
      List<MaskExpression<T>> operands,
      List<Integer> axes,
      boolean keepDims) {
    boolean behind =
        operands.size() == 2 && operands.get(0).isNumber() && !operands.get(1).isNumber();
    if (operation.compares() && behind) {
      return computed(
          operation.mirrored(), List.of(operands.get(1), operands.get(0)), axes, keepDims);
    }
    Key key = new Key(operation, operands, axes, keepDims);
    MaskExpression<T> known = made.get(key);
    if (known == null) {
      known = MaskExpression.computed(operation, operands, axes, keepDims);
      made.put(key, known);
    }
    return known;
  }

  /** The same expression over other tensors. */
  public <S> MaskExpression<T> copy(MaskExpression<S> other, Function<? super S, T> change) {
    return copy(other, change, new IdentityHashMap<>());
  }

  private <S> MaskExpression<T> copy(
      MaskExpression<S> other,
      Function<? super S, T> change,
      Map<MaskExpression<S>, MaskExpression<T>> copies) {
    MaskExpression<T> known = copies.get(other);
    if (known == null) {
      if (other.tensor() != null) {
        known = tensor(change.apply(other.tensor()), other.isTruth(), other.shape());
      } else if (other.isNumber()) {
        known = number(other.number());
      } else {
        List<MaskExpression<T>> operands = new ArrayList<>();
        other.operands().forEach(operand -> operands.add(copy(operand, change, copies)));
        known = computed(other.operation(), operands, other.axes(), other.keepsDims());
      }
      copies.put(other, known);
    }
    return known;
  }
}
