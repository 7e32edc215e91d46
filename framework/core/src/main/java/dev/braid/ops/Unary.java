package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Operations on one value, element by element. */
public enum Unary {
  NEGATE(x -> x.neg(), (x, y, g) -> g.neg()),
  ABS(x -> NativeFunctions.abs(x), (x, y, g) -> NativeFunctions.sign(x).muli(g)),
  SIGN(x -> NativeFunctions.sign(x)),
  SQUARE(x -> NativeFunctions.square(x), (x, y, g) -> ArrayMath.multiply(g, x).muli(2)),
  SQRT(x -> NativeFunctions.sqrt(x), (x, y, g) -> ArrayMath.divide(g, y).muli(0.5)),
  RECIPROCAL(
      x -> NativeFunctions.reciprocal(x),
      (x, y, g) -> ArrayMath.multiply(ArrayMath.multiply(g, y), y).negi()),
  EXP(x -> NativeFunctions.exp(x), (x, y, g) -> ArrayMath.multiply(g, y)),
  EXPM1(x -> NativeFunctions.expm1(x), (x, y, g) -> y.add(1).muli(g)),
  LOG(x -> NativeFunctions.log(x), (x, y, g) -> ArrayMath.divide(g, x)),
  LOG1P(x -> NativeFunctions.log1p(x), (x, y, g) -> ArrayMath.divide(g, x.add(1))),
  SIN(x -> NativeFunctions.sin(x), (x, y, g) -> NativeFunctions.cos(x).muli(g)),
  COS(x -> NativeFunctions.cos(x), (x, y, g) -> NativeFunctions.sin(x).muli(g).negi()),
  TAN(of(Math::tan), (x, y) -> 1 + y * y),
  ASIN(of(Math::asin), (x, y) -> 1 / Math.sqrt(1 - x * x)),
  ACOS(of(Math::acos), (x, y) -> -1 / Math.sqrt(1 - x * x)),
  ATAN(of(Math::atan), (x, y) -> 1 / (1 + x * x)),
  SINH(of(Math::sinh), (x, y) -> Math.cosh(x)),
  COSH(of(Math::cosh), (x, y) -> Math.sinh(x)),
  TANH(x -> NativeFunctions.tanh(x), (x, y, g) -> NativeFunctions.square(y).rsubi(1).muli(g)),
  ASINH(of(Unary::asinh), (x, y) -> 1 / Math.sqrt(x * x + 1)),
  ACOSH(of(x -> Math.log(x + Math.sqrt(x * x - 1))), (x, y) -> 1 / Math.sqrt(x * x - 1)),
  ATANH(of(x -> 0.5 * (Math.log1p(x) - Math.log1p(-x))), (x, y) -> 1 / (1 - x * x)),
  SIGMOID(x -> NativeFunctions.sigmoid(x), (x, y, g) -> y.rsub(1).muli(y).muli(g)),
  SOFTPLUS(x -> NativeFunctions.softplus(x), (x, y, g) -> NativeFunctions.sigmoid(x).muli(g)),
  RELU(x -> NativeFunctions.relu(x), (x, y, g) -> y.gt(0).castTo(g.dataType()).muli(g)),
  ERF(x -> NativeFunctions.erf(x), (x, y, g) -> NativeFunctions.erfDerivative(x).muli(g)),
  FLOOR(x -> NativeFunctions.floor(x)),
  CEIL(x -> NativeFunctions.ceil(x)),
  /** Rounds to the nearest integer, halves to the even one. */
  ROUND(x -> NativeFunctions.rint(x)),
  TRUNCATE(x -> NativeFunctions.floor(NativeFunctions.abs(x)).muli(NativeFunctions.sign(x))),
  /** 1 where an element is 0, else 0. */
  NOT(x -> x.eq(0).castTo(x.dataType())),
  IS_NAN(x -> x.neq(x).castTo(x.dataType())),
  IS_INFINITE(x -> NativeFunctions.map(x, e -> Double.isInfinite(e) ? 1 : 0));

  /** The derivative of a function, from an element and the function's value. */
  @FunctionalInterface
  private interface ElementDerivative {
    double of(double x, double y);
  }

  /** The gradient by the input, from the input, the result and the gradient by the result. */
  @FunctionalInterface
  private interface Gradient {
    INDArray of(INDArray x, INDArray y, INDArray g);
  }

  private final UnaryOperator<INDArray> function;
  private final @Nullable Gradient gradient;

  Unary(UnaryOperator<INDArray> function, @Nullable Gradient gradient) {
    this.function = function;
    this.gradient = gradient;
  }

  /** Without a gradient: the function is piecewise constant. */
  Unary(UnaryOperator<INDArray> function) {
    this(function, (Gradient) null);
  }

  Unary(UnaryOperator<INDArray> function, ElementDerivative derivative) {
    this(function, (x, y, g) -> NativeFunctions.map(x, y, derivative::of).muli(g));
  }

  private static UnaryOperator<INDArray> of(DoubleUnaryOperator function) {
    return x -> NativeFunctions.map(x, function);
  }

  private static double asinh(double x) {
    double size = Math.abs(x);
    return Math.copySign(Math.log1p(size + size * size / (1 + Math.sqrt(size * size + 1))), x);
  }

  INDArray of(INDArray x) {
    return function.apply(x);
  }

  /** The gradient by the input; null where it is 0 everywhere. */
  @Nullable INDArray gradient(INDArray x, INDArray y, INDArray g) {
    return gradient == null ? null : gradient.of(x, y, g);
  }

  /** Whether results are booleans, as 1 and 0. */
  boolean isBool() {
    return this == NOT || this == IS_NAN || this == IS_INFINITE;
  }

  /** Whether results of integers are integers. */
  boolean keepsIntegers() {
    return switch (this) {
      case NEGATE, ABS, SIGN, SQUARE, RELU, FLOOR, CEIL, ROUND, TRUNCATE -> true;
      default -> false;
    };
  }
}
