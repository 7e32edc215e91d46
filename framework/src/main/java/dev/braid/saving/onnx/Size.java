package dev.braid.saving.onnx;

import java.util.Map;
import java.util.function.LongBinaryOperator;

/**
 * A size along an axis.
 *
 * @param known -1 where it shows only when the graph runs
 * @param found a wire that has it then; null where it is known, or follows from the others
 */
record Size(long known, Wire found) {
  /** The one size of a shape that follows from all others. */
  static final Size REST = new Size(-1, null);

  static Size of(long known) {
    return new Size(known, null);
  }

  /** The size as an array of one number. */
  Wire in(Graph graph) {
    return found == null ? graph.wholes(known) : found;
  }

  // ---- arithmetic, done now where both sizes are known

  Size plus(Size other) {
    return with("Add", other, (a, b) -> a + b);
  }

  Size minus(Size other) {
    return with("Sub", other, (a, b) -> a - b);
  }

  Size times(long number) {
    return with("Mul", of(number), (a, b) -> a * b);
  }

  /** Rounded down, as long as neither is below zero. */
  Size over(long number) {
    return with("Div", of(number), (a, b) -> a / b);
  }

  /** The smaller one. */
  Size atMost(Size other) {
    return with("Min", other, Math::min);
  }

  /** The larger one. */
  Size atLeast(Size other) {
    return with("Max", other, Math::max);
  }

  private Size with(String operator, Size other, LongBinaryOperator now) {
    if (found == null && other.found == null) {
      return of(now.applyAsLong(known, other.known));
    }
    Graph graph = found == null ? other.found.graph() : found.graph();
    Wire result =
        Graph.add(operator, Map.of(), Type.INT64, new long[] {1}, in(graph), other.in(graph));
    return new Size(-1, result);
  }
}
