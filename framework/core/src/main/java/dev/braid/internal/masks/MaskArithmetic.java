package dev.braid.internal.masks;

import dev.braid.ops.Binary;
import dev.braid.ops.ReductionKind;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Computes mask expressions as values of 1 and 0. */
final class MaskArithmetic {
  private MaskArithmetic() {}

  /** Computes an expression over the indices of values. */
  static Value run(MaskExpression<Integer> expression, List<Value> values) {
    Map<MaskExpression<Integer>, Value> results = new HashMap<>();
    for (MaskExpression<Integer> step : expression.steps()) {
      if (step.tensor() != null) {
        results.put(step, values.get(step.tensor()));
      } else if (!step.isNumber()) {
        List<Value> operands = new ArrayList<>();
        step.operands().forEach(operand -> operands.add(results.get(operand)));
        results.put(step, compute(step, operands));
      }
    }
    return Objects.requireNonNull(results.get(expression));
  }

  private static Value compute(MaskExpression<Integer> expression, List<Value> operands) {
    Value a = operands.get(0);
    boolean keep = expression.keepsDims();
    int[] axes = axes(expression);
    return switch (expression.operation()) {
      case EQUAL -> compare(Binary.EQUAL, expression, operands);
      case NOT_EQUAL -> compare(Binary.NOT_EQUAL, expression, operands);
      case GREATER -> compare(Binary.GREATER, expression, operands);
      case GREATER_EQUAL -> compare(Binary.GREATER_EQUAL, expression, operands);
      case LESS -> compare(Binary.LESS, expression, operands);
      case LESS_EQUAL -> compare(Binary.LESS_EQUAL, expression, operands);
      case LOGICAL_AND -> a.binary(Binary.AND, operands.get(1));
      case LOGICAL_OR -> a.binary(Binary.OR, operands.get(1));
      case LOGICAL_XOR -> a.binary(Binary.XOR, operands.get(1));
      case LOGICAL_NOT -> a.not();
      case ANY -> a.reduce(ReductionKind.ANY, keep, axes);
      case ALL -> a.reduce(ReductionKind.ALL, keep, axes);
      case ABSOLUTE -> a.abs();
      case SUM -> a.sum(keep, axes);
      case MAX -> a.max(keep, axes);
      case MIN -> a.min(keep, axes);
      case EXPAND_DIMS -> a.expand(axes[0]);
      case SQUEEZE -> a.squeeze(axes[0]);
      case CONCATENATE -> Value.concat(axes[0], operands);
      case ZEROS_LIKE -> a.zeros();
      case ONES_LIKE -> a.zeros().add(1);
      case CONVERT_TO_TENSOR -> a;
    };
  }

  private static Value compare(
      Binary comparison, MaskExpression<Integer> expression, List<Value> operands) {
    MaskExpression<Integer> right = expression.operands().get(1);
    return right.isNumber()
        ? operands.get(0).binary(comparison, right.number())
        : operands.get(0).binary(comparison, operands.get(1));
  }

  /**
   * The axes counted from the start: a new axis among those of the result, others among those of
   * the operand.
   */
  private static int[] axes(MaskExpression<Integer> expression) {
    boolean added = expression.operation() == MaskOperation.EXPAND_DIMS;
    int rank = added ? expression.rank() : expression.operands().get(0).rank();
    return expression.axes().stream().mapToInt(axis -> MaskShapes.axis(axis, rank)).toArray();
  }
}
