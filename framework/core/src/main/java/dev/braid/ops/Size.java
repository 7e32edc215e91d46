package dev.braid.ops;

import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The size of an axis, which may become known only when an exported graph runs.
 *
 * @param known the size; -1 if not yet known
 * @param found a value of shape (1) with the size at run time; null if the size is known or
 *     inferred from the other sizes of a shape
 */
public record Size(long known, @Nullable Value found) {
  /** The size of a shape that is inferred from all others. */
  public static final Size REST = new Size(-1, null);

  public static Size of(long known) {
    return new Size(known, null);
  }

  public boolean isKnown() {
    return known >= 0;
  }

  // ---- arithmetic, computed immediately if both sizes are known

  public Size plus(Size other) {
    return with(Binary.ADD, other, Long::sum);
  }

  public Size minus(Size other) {
    return with(Binary.SUBTRACT, other, (a, b) -> a - b);
  }

  public Size times(Size other) {
    return with(Binary.MULTIPLY, other, Math::multiplyExact);
  }

  public Size times(long number) {
    return times(of(number));
  }

  /** Rounds down. */
  public Size over(long number) {
    return with(Binary.FLOOR_DIVIDE, of(number), Math::floorDiv);
  }

  /** The smaller one. */
  public Size atMost(Size other) {
    return with(Binary.MINIMUM, other, Math::min);
  }

  /** The larger one. */
  public Size atLeast(Size other) {
    return with(Binary.MAXIMUM, other, Math::max);
  }

  private Size with(Binary operation, Size other, LongBinaryOperator now) {
    if (isKnown() && other.isKnown()) {
      return of(Math.max(0, now.applyAsLong(known, other.known)));
    }
    Value graph = found == null ? other.found : found;
    if (graph == null) {
      return REST;
    }
    return new Size(-1, in(graph).binary(operation, other.in(graph)));
  }

  /** The size as a value of shape (1) in the backend of another value. */
  public Value in(Value beside) {
    return found == null ? beside.backend().integers(known) : found;
  }
}
