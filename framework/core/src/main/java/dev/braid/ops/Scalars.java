package dev.braid.ops;

import dev.braid.DType;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Combines numbers with values, and sets the types of results where only shapes are computed. */
final class Scalars {
  private Scalars() {}

  /** Converts a number to a value without changing the type of the other one. */
  static Value like(Value other, double number) {
    if (other instanceof ShapeValue) {
      return new ShapeValue(number == Math.rint(number) ? DType.BOOL : DType.FLOAT32);
    }
    DataType type = other instanceof ArrayValue ? other.dataType() : DataType.FLOAT;
    return other.backend().constant(Nd4j.scalar(type, number));
  }

  /** {@code a} where the condition is true, otherwise a number. */
  static Value where(Value condition, Value a, double b) {
    return a.where(condition, like(a, b));
  }

  /** A number where the condition is true, otherwise {@code b}. */
  static Value where(Value condition, double a, Value b) {
    return like(b, a).where(condition, b);
  }

  /** Sets the type of a result where only the shape is computed; null keeps the type. */
  static Value typed(Value x, @Nullable DType type) {
    return type != null && x instanceof ShapeValue ? new ShapeValue(type, x.shape()) : x;
  }

  /** Sets the type of a result to that of another value, where only the shape is computed. */
  static Value typedLike(Value x, Value other) {
    return typed(x, type(other));
  }

  /** The type, or null where values are computed and have only one type. */
  static @Nullable DType type(Value x) {
    return x instanceof ShapeValue shape ? shape.dtype() : null;
  }

  /** Converts integers and booleans to floats, where only the shape is computed. */
  static Value fractions(Value x) {
    return x instanceof ShapeValue shape && !shape.dtype().floating() ? typed(x, DType.FLOAT32) : x;
  }

  /** A value cast to a type, or unchanged if the type is null. */
  static Value cast(Value x, @Nullable DType type) {
    return type == null ? x : x.cast(type);
  }

  /** The result, with NaN where an array has NaN, which ND4J ignores. */
  static Value keepNan(Value x, Value found) {
    return x instanceof ArrayValue && !x.array().isEmpty()
        ? x.where(x.unary(Unary.IS_NAN), found)
        : found;
  }

  /** Does the same for the largest or smallest elements along axes. */
  static Value keepNan(Value x, Value found, boolean keep, int... axes) {
    if (!(x instanceof ArrayValue) || x.array().isEmpty()) {
      return found;
    }
    return where(x.unary(Unary.IS_NAN).max(keep, axes), Double.NaN, found);
  }
}
