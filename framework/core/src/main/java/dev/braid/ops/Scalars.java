package dev.braid.ops;

import dev.braid.DType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Numbers beside values, and the types of results where only shapes are computed. */
final class Scalars {
  private Scalars() {}

  /** A number as a value that leaves the type of the other one as it is. */
  static Value like(Value other, double number) {
    if (other instanceof ShapeValue) {
      return new ShapeValue(number == Math.rint(number) ? DType.BOOL : DType.FLOAT32);
    }
    DataType type = other instanceof ArrayValue ? other.dataType() : DataType.FLOAT;
    return other.backend().constant(Nd4j.scalar(type, number));
  }

  /** {@code a} where the condition is true, else a number. */
  static Value where(Value condition, Value a, double b) {
    return a.where(condition, like(a, b));
  }

  /** A number where the condition is true, else {@code b}. */
  static Value where(Value condition, double a, Value b) {
    return like(b, a).where(condition, b);
  }

  /** Gives a result this type, where only the shape is computed; null keeps its own. */
  static Value typed(Value x, DType type) {
    return type != null && x instanceof ShapeValue ? new ShapeValue(type, x.shape()) : x;
  }

  /** Gives a result the type of another value, where only the shape is computed. */
  static Value typedLike(Value x, Value other) {
    return typed(x, type(other));
  }

  /** The type, or null where values are computed and have one type only. */
  static DType type(Value x) {
    return x instanceof ShapeValue shape ? shape.dtype() : null;
  }

  /** Gives integers and truths the type of fractions, where only the shape is computed. */
  static Value fractions(Value x) {
    return x instanceof ShapeValue shape && !shape.dtype().floating() ? typed(x, DType.FLOAT32) : x;
  }

  /** A value cast to a type, or as it is where the type is null. */
  static Value cast(Value x, DType type) {
    return type == null ? x : x.cast(type);
  }

  /** The result, but NaN where an array holds NaN, which ND4J passes over. */
  static Value keepNan(Value x, Value found) {
    return x instanceof ArrayValue && !x.array().isEmpty()
        ? x.where(x.unary(Unary.IS_NAN), found)
        : found;
  }

  /** The same for the largest or smallest elements along axes. */
  static Value keepNan(Value x, Value found, boolean keep, int... axes) {
    if (!(x instanceof ArrayValue) || x.array().isEmpty()) {
      return found;
    }
    return where(x.unary(Unary.IS_NAN).max(keep, axes), Double.NaN, found);
  }
}
