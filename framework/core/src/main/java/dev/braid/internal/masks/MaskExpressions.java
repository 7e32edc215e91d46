package dev.braid.internal.masks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Creates mask expressions, equal ones only once.
 *
 * @param <T> the type that represents a tensor
 */
public final class MaskExpressions<T> {
  private final Map<Object, MaskExpression<T>> made = new HashMap<>();

  /** The key of an operation; operands are equal if they are identical. */
  private record Key(
      MaskOperation operation, List<?> operands, List<Integer> axes, boolean keepDims) {}

  /**
   * A tensor.
   *
   * @param bool whether its elements are booleans
   * @param shape with the batch axis
   */
  public MaskExpression<T> tensor(T tensor, boolean bool, long... shape) {
    return made.computeIfAbsent(tensor, any -> MaskExpression.tensor(tensor, bool, shape));
  }

  public MaskExpression<T> number(double number) {
    return made.computeIfAbsent(List.of(number), any -> MaskExpression.number(number));
  }

  /** An operation without axes on other expressions. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public final MaskExpression<T> computed(MaskOperation operation, MaskExpression<T>... operands) {
    return computed(operation, List.of(operands), List.of(), false);
  }

  /** An operation along one axis on other expressions. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public final MaskExpression<T> along(
      MaskOperation operation, int axis, MaskExpression<T>... operands) {
    return computed(operation, List.of(operands), List.of(axis), false);
  }

  /**
   * An operation on other expressions; rejects operands that it does not support.
   *
   * <p>In a comparison of a number with an array the number becomes the second operand.
   */
  public MaskExpression<T> computed(
      MaskOperation operation,
      List<MaskExpression<T>> operands,
      List<Integer> axes,
      boolean keepDims) {
    boolean numberFirst =
        operands.size() == 2 && operands.get(0).isNumber() && !operands.get(1).isNumber();
    if (operation.compares() && numberFirst) {
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

  /** Copies an expression to other tensors. */
  public <S> MaskExpression<T> copy(MaskExpression<S> other, Function<? super S, T> change) {
    Map<MaskExpression<S>, MaskExpression<T>> copies = new HashMap<>();
    for (MaskExpression<S> step : other.steps()) {
      S tensor = step.tensor();
      MaskOperation operation = step.operation();
      if (tensor != null) {
        copies.put(step, tensor(change.apply(tensor), step.isBool(), step.shape()));
      } else if (operation == null) {
        copies.put(step, number(step.number()));
      } else {
        List<MaskExpression<T>> operands = step.operands().stream().map(copies::get).toList();
        copies.put(step, computed(operation, operands, step.axes(), step.keepsDims()));
      }
    }
    return Objects.requireNonNull(copies.get(other));
  }
}
