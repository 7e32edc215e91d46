package dev.braid.layers.masks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes masks as arrays of 1 and 0, by what an engine can do with arrays.
 *
 * @param <V> an array
 */
public abstract class MaskArithmetic<V> {
  /** 1 where an element is the number, else 0. */
  protected abstract V equalTo(V a, double number);

  /** 1 where an element is above the number, else 0. */
  protected abstract V above(V a, double number);

  protected abstract V subtract(V a, V b);

  protected abstract V multiply(V a, V b);

  protected abstract V maximum(V a, V b);

  protected abstract V subtractFrom(double number, V a);

  protected abstract V abs(V a);

  protected abstract V sum(V a, boolean keepDims, int... axes);

  protected abstract V max(V a, boolean keepDims, int... axes);

  protected abstract V expand(V a, int axis);

  protected abstract V squeeze(V a, int axis);

  protected abstract V concatenate(int axis, List<V> parts);

  /** An array of one number in the shape of another. */
  protected abstract V filled(V like, double number);

  /** Computes an expression over the numbers of arrays. */
  public final V run(MaskExpression<Integer> expression, List<V> arrays) {
    Map<MaskExpression<Integer>, V> results = new HashMap<>();
    for (MaskExpression<Integer> step : expression.steps()) {
      if (step.tensor() != null) {
        results.put(step, arrays.get(step.tensor()));
      } else if (!step.isNumber()) {
        List<V> operands = new ArrayList<>();
        step.operands().forEach(operand -> operands.add(results.get(operand)));
        results.put(step, compute(step, operands));
      }
    }
    return results.get(expression);
  }

  private V compute(MaskExpression<Integer> expression, List<V> operands) {
    MaskOperation operation = expression.operation();
    if (operation.compares()) {
      return compare(expression, operands);
    }
    if (operation.logical()) {
      List<V> truths = new ArrayList<>();
      for (int i = 0; i < operands.size(); i++) {
        boolean truth = expression.operands().get(i).isTruth();
        truths.add(truth ? operands.get(i) : not(equalTo(operands.get(i), 0)));
      }
      return logical(expression, truths);
    }
    V first = operands.get(0);
    int[] axes = axes(expression);
    return switch (operation) {
      case ABSOLUTE -> abs(first);
      case SUM -> sum(first, expression.keepsDims(), axes);
      case MAX -> max(first, expression.keepsDims(), axes);
      case MIN -> negate(max(negate(first), expression.keepsDims(), axes));
      case EXPAND_DIMS -> expand(first, axes[0]);
      case SQUEEZE -> squeeze(first, axes[0]);
      case CONCATENATE -> concatenate(axes[0], operands);
      case ZEROS_LIKE -> filled(first, 0);
      case ONES_LIKE -> filled(first, 1);
      default -> first;
    };
  }

  /** The axes counted from the start: a new one among those of the result, others before it. */
  private static int[] axes(MaskExpression<Integer> expression) {
    boolean fresh = expression.operation() == MaskOperation.EXPAND_DIMS;
    int rank = fresh ? expression.rank() : expression.operands().get(0).rank();
    return expression.axes().stream().mapToInt(axis -> MaskShapes.axis(axis, rank)).toArray();
  }

  private V logical(MaskExpression<Integer> expression, List<V> truths) {
    V a = truths.get(0);
    V b = truths.get(truths.size() - 1);
    int[] axes = axes(expression);
    return switch (expression.operation()) {
      case LOGICAL_AND -> multiply(a, b);
      case LOGICAL_OR -> maximum(a, b);
      case LOGICAL_XOR -> abs(subtract(a, b));
      case LOGICAL_NOT -> not(a);
      case ANY -> max(a, expression.keepsDims(), axes);
      default -> not(max(not(a), expression.keepsDims(), axes));
    };
  }

  private V compare(MaskExpression<Integer> expression, List<V> operands) {
    MaskExpression<Integer> right = expression.operands().get(1);
    V left = right.isNumber() ? operands.get(0) : subtract(operands.get(0), operands.get(1));
    double number = right.isNumber() ? right.number() : 0;
    return switch (expression.operation()) {
      case EQUAL -> equalTo(left, number);
      case NOT_EQUAL -> not(equalTo(left, number));
      case GREATER -> above(left, number);
      case LESS_EQUAL -> not(above(left, number));
      case LESS -> above(negate(left), -number);
      default -> not(above(negate(left), -number));
    };
  }

  private V negate(V a) {
    return subtractFrom(0, a);
  }

  private V not(V a) {
    return subtractFrom(1, a);
  }
}
