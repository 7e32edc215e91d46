package dev.braid.layers.masks;

import java.util.HashMap;
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
    Map<MaskExpression<S>, MaskExpression<T>> copies = new HashMap<>();
    for (MaskExpression<S> step : other.steps()) {
      copies.put(
          step,
          step.tensor() != null
              ? tensor(change.apply(step.tensor()), step.isTruth(), step.shape())
              : step.isNumber()
                  ? number(step.number())
                  : computed(
                      step.operation(),
                      step.operands().stream().map(copies::get).toList(),
                      step.axes(),
                      step.keepsDims()));
    }
    return copies.get(other);
  }
}
