package dev.braid.ops;

import dev.braid.DType;
import java.util.List;

/** Operations that compute each element separately; see {@link Ops}. */
public class ArithmeticOps {
  protected ArithmeticOps() {}

  static <T extends Operand<T>> T one(Arguments arguments) {
    return arguments.<T>apply().get(0);
  }

  // ---- arithmetic

  /** The sum. */
  public static <T extends Operand<T>> T add(T a, T b) {
    return one(ElementwiseOperations.ADD.on(a, b));
  }

  /** The sum. */
  public static <T extends Operand<T>> T add(T a, Object b) {
    return one(ElementwiseOperations.ADD.on(a, b));
  }

  /** The sum. */
  public static <T extends Operand<T>> T add(Object a, T b) {
    return one(ElementwiseOperations.ADD.on(a, b));
  }

  /** The difference. */
  public static <T extends Operand<T>> T subtract(T a, T b) {
    return one(ElementwiseOperations.SUBTRACT.on(a, b));
  }

  /** The difference. */
  public static <T extends Operand<T>> T subtract(T a, Object b) {
    return one(ElementwiseOperations.SUBTRACT.on(a, b));
  }

  /** The difference. */
  public static <T extends Operand<T>> T subtract(Object a, T b) {
    return one(ElementwiseOperations.SUBTRACT.on(a, b));
  }

  /** The product. */
  public static <T extends Operand<T>> T multiply(T a, T b) {
    return one(ElementwiseOperations.MULTIPLY.on(a, b));
  }

  /** The product. */
  public static <T extends Operand<T>> T multiply(T a, Object b) {
    return one(ElementwiseOperations.MULTIPLY.on(a, b));
  }

  /** The product. */
  public static <T extends Operand<T>> T multiply(Object a, T b) {
    return one(ElementwiseOperations.MULTIPLY.on(a, b));
  }

  /** The quotient; integers give fractions. */
  public static <T extends Operand<T>> T divide(T a, T b) {
    return one(ElementwiseOperations.DIVIDE.on(a, b));
  }

  /** The quotient; integers give fractions. */
  public static <T extends Operand<T>> T divide(T a, Object b) {
    return one(ElementwiseOperations.DIVIDE.on(a, b));
  }

  /** The quotient; integers give fractions. */
  public static <T extends Operand<T>> T divide(Object a, T b) {
    return one(ElementwiseOperations.DIVIDE.on(a, b));
  }

  /** The quotient, as by {@code /}. */
  public static <T extends Operand<T>> T trueDivide(T a, T b) {
    return one(ElementwiseOperations.TRUE_DIVIDE.on(a, b));
  }

  /** The quotient, as by {@code /}. */
  public static <T extends Operand<T>> T trueDivide(T a, Object b) {
    return one(ElementwiseOperations.TRUE_DIVIDE.on(a, b));
  }

  /** The quotient, as by {@code /}. */
  public static <T extends Operand<T>> T trueDivide(Object a, T b) {
    return one(ElementwiseOperations.TRUE_DIVIDE.on(a, b));
  }

  /** The quotient rounded down. */
  public static <T extends Operand<T>> T floorDivide(T a, T b) {
    return one(ElementwiseOperations.FLOOR_DIVIDE.on(a, b));
  }

  /** The quotient rounded down. */
  public static <T extends Operand<T>> T floorDivide(T a, Object b) {
    return one(ElementwiseOperations.FLOOR_DIVIDE.on(a, b));
  }

  /** The quotient rounded down. */
  public static <T extends Operand<T>> T floorDivide(Object a, T b) {
    return one(ElementwiseOperations.FLOOR_DIVIDE.on(a, b));
  }

  /** The remainder, with the sign of the divisor. */
  public static <T extends Operand<T>> T mod(T a, T b) {
    return one(ElementwiseOperations.MOD.on(a, b));
  }

  /** The remainder, with the sign of the divisor. */
  public static <T extends Operand<T>> T mod(T a, Object b) {
    return one(ElementwiseOperations.MOD.on(a, b));
  }

  /** The remainder, with the sign of the divisor. */
  public static <T extends Operand<T>> T mod(Object a, T b) {
    return one(ElementwiseOperations.MOD.on(a, b));
  }

  /** The remainder, with the sign of the dividend. */
  public static <T extends Operand<T>> T fmod(T a, T b) {
    return one(ElementwiseOperations.FMOD.on(a, b));
  }

  /** The remainder, with the sign of the dividend. */
  public static <T extends Operand<T>> T fmod(T a, Object b) {
    return one(ElementwiseOperations.FMOD.on(a, b));
  }

  /** The remainder, with the sign of the dividend. */
  public static <T extends Operand<T>> T fmod(Object a, T b) {
    return one(ElementwiseOperations.FMOD.on(a, b));
  }

  /** The quotient, or 0 where the divisor is 0. */
  public static <T extends Operand<T>> T divideNoNan(T a, T b) {
    return one(ElementwiseOperations.DIVIDE_NO_NAN.on(a, b));
  }

  /** The quotient, or 0 where the divisor is 0. */
  public static <T extends Operand<T>> T divideNoNan(T a, Object b) {
    return one(ElementwiseOperations.DIVIDE_NO_NAN.on(a, b));
  }

  /** The quotient, or 0 where the divisor is 0. */
  public static <T extends Operand<T>> T divideNoNan(Object a, T b) {
    return one(ElementwiseOperations.DIVIDE_NO_NAN.on(a, b));
  }

  /** The first to the power of the second. */
  public static <T extends Operand<T>> T power(T a, T b) {
    return one(ElementwiseOperations.POWER.on(a, b));
  }

  /** The first to the power of the second. */
  public static <T extends Operand<T>> T power(T a, Object b) {
    return one(ElementwiseOperations.POWER.on(a, b));
  }

  /** The first to the power of the second. */
  public static <T extends Operand<T>> T power(Object a, T b) {
    return one(ElementwiseOperations.POWER.on(a, b));
  }

  /** The larger of two; equal ones share the gradient. */
  public static <T extends Operand<T>> T maximum(T a, T b) {
    return one(ElementwiseOperations.MAXIMUM.on(a, b));
  }

  /** The larger of two; equal ones share the gradient. */
  public static <T extends Operand<T>> T maximum(T a, Object b) {
    return one(ElementwiseOperations.MAXIMUM.on(a, b));
  }

  /** The larger of two; equal ones share the gradient. */
  public static <T extends Operand<T>> T maximum(Object a, T b) {
    return one(ElementwiseOperations.MAXIMUM.on(a, b));
  }

  /** The smaller of two; equal ones share the gradient. */
  public static <T extends Operand<T>> T minimum(T a, T b) {
    return one(ElementwiseOperations.MINIMUM.on(a, b));
  }

  /** The smaller of two; equal ones share the gradient. */
  public static <T extends Operand<T>> T minimum(T a, Object b) {
    return one(ElementwiseOperations.MINIMUM.on(a, b));
  }

  /** The smaller of two; equal ones share the gradient. */
  public static <T extends Operand<T>> T minimum(Object a, T b) {
    return one(ElementwiseOperations.MINIMUM.on(a, b));
  }

  /** The larger of two, or the other one where one is NaN. */
  public static <T extends Operand<T>> T fmax(T a, T b) {
    return one(ElementwiseOperations.FMAX.on(a, b));
  }

  /** The larger of two, or the other one where one is NaN. */
  public static <T extends Operand<T>> T fmax(T a, Object b) {
    return one(ElementwiseOperations.FMAX.on(a, b));
  }

  /** The larger of two, or the other one where one is NaN. */
  public static <T extends Operand<T>> T fmax(Object a, T b) {
    return one(ElementwiseOperations.FMAX.on(a, b));
  }

  /** The smaller of two, or the other one where one is NaN. */
  public static <T extends Operand<T>> T fmin(T a, T b) {
    return one(ElementwiseOperations.FMIN.on(a, b));
  }

  /** The smaller of two, or the other one where one is NaN. */
  public static <T extends Operand<T>> T fmin(T a, Object b) {
    return one(ElementwiseOperations.FMIN.on(a, b));
  }

  /** The smaller of two, or the other one where one is NaN. */
  public static <T extends Operand<T>> T fmin(Object a, T b) {
    return one(ElementwiseOperations.FMIN.on(a, b));
  }

  /** The angle of the point (b, a), from -π to π. */
  public static <T extends Operand<T>> T arctan2(T a, T b) {
    return one(ElementwiseOperations.ARCTAN2.on(a, b));
  }

  /** The angle of the point (b, a), from -π to π. */
  public static <T extends Operand<T>> T arctan2(T a, Object b) {
    return one(ElementwiseOperations.ARCTAN2.on(a, b));
  }

  /** The angle of the point (b, a), from -π to π. */
  public static <T extends Operand<T>> T arctan2(Object a, T b) {
    return one(ElementwiseOperations.ARCTAN2.on(a, b));
  }

  /** The length of the vector (a, b). */
  public static <T extends Operand<T>> T hypot(T a, T b) {
    return one(ElementwiseOperations.HYPOT.on(a, b));
  }

  /** The length of the vector (a, b). */
  public static <T extends Operand<T>> T hypot(T a, Object b) {
    return one(ElementwiseOperations.HYPOT.on(a, b));
  }

  /** The length of the vector (a, b). */
  public static <T extends Operand<T>> T hypot(Object a, T b) {
    return one(ElementwiseOperations.HYPOT.on(a, b));
  }

  /** The logarithm of e^a + e^b, without overflow. */
  public static <T extends Operand<T>> T logaddexp(T a, T b) {
    return one(ElementwiseOperations.LOGADDEXP.on(a, b));
  }

  /** The logarithm of e^a + e^b, without overflow. */
  public static <T extends Operand<T>> T logaddexp(T a, Object b) {
    return one(ElementwiseOperations.LOGADDEXP.on(a, b));
  }

  /** The logarithm of e^a + e^b, without overflow. */
  public static <T extends Operand<T>> T logaddexp(Object a, T b) {
    return one(ElementwiseOperations.LOGADDEXP.on(a, b));
  }

  /** The base-2 logarithm of 2^a + 2^b, without overflow. */
  public static <T extends Operand<T>> T logaddexp2(T a, T b) {
    return one(ElementwiseOperations.LOGADDEXP2.on(a, b));
  }

  /** The base-2 logarithm of 2^a + 2^b, without overflow. */
  public static <T extends Operand<T>> T logaddexp2(T a, Object b) {
    return one(ElementwiseOperations.LOGADDEXP2.on(a, b));
  }

  /** The base-2 logarithm of 2^a + 2^b, without overflow. */
  public static <T extends Operand<T>> T logaddexp2(Object a, T b) {
    return one(ElementwiseOperations.LOGADDEXP2.on(a, b));
  }

  /** 0 below zero, 1 above, and {@code b} at zero; no gradient reaches {@code a}. */
  public static <T extends Operand<T>> T heaviside(T a, T b) {
    return one(ElementwiseOperations.HEAVISIDE.on(a, b));
  }

  /** 0 below zero, 1 above, and {@code b} at zero; no gradient reaches {@code a}. */
  public static <T extends Operand<T>> T heaviside(T a, Object b) {
    return one(ElementwiseOperations.HEAVISIDE.on(a, b));
  }

  /** 0 below zero, 1 above, and {@code b} at zero; no gradient reaches {@code a}. */
  public static <T extends Operand<T>> T heaviside(Object a, T b) {
    return one(ElementwiseOperations.HEAVISIDE.on(a, b));
  }

  // ---- comparisons: 1 and 0, without gradients

  /** Whether elements are equal. */
  public static <T extends Operand<T>> T equal(T a, T b) {
    return one(ElementwiseOperations.EQUAL.on(a, b));
  }

  /** Whether elements are equal. */
  public static <T extends Operand<T>> T equal(T a, Object b) {
    return one(ElementwiseOperations.EQUAL.on(a, b));
  }

  /** Whether elements are equal. */
  public static <T extends Operand<T>> T equal(Object a, T b) {
    return one(ElementwiseOperations.EQUAL.on(a, b));
  }

  /** Whether elements differ. */
  public static <T extends Operand<T>> T notEqual(T a, T b) {
    return one(ElementwiseOperations.NOT_EQUAL.on(a, b));
  }

  /** Whether elements differ. */
  public static <T extends Operand<T>> T notEqual(T a, Object b) {
    return one(ElementwiseOperations.NOT_EQUAL.on(a, b));
  }

  /** Whether elements differ. */
  public static <T extends Operand<T>> T notEqual(Object a, T b) {
    return one(ElementwiseOperations.NOT_EQUAL.on(a, b));
  }

  /** Whether the first is larger. */
  public static <T extends Operand<T>> T greater(T a, T b) {
    return one(ElementwiseOperations.GREATER.on(a, b));
  }

  /** Whether the first is larger. */
  public static <T extends Operand<T>> T greater(T a, Object b) {
    return one(ElementwiseOperations.GREATER.on(a, b));
  }

  /** Whether the first is larger. */
  public static <T extends Operand<T>> T greater(Object a, T b) {
    return one(ElementwiseOperations.GREATER.on(a, b));
  }

  /** Whether the first is not smaller. */
  public static <T extends Operand<T>> T greaterEqual(T a, T b) {
    return one(ElementwiseOperations.GREATER_EQUAL.on(a, b));
  }

  /** Whether the first is not smaller. */
  public static <T extends Operand<T>> T greaterEqual(T a, Object b) {
    return one(ElementwiseOperations.GREATER_EQUAL.on(a, b));
  }

  /** Whether the first is not smaller. */
  public static <T extends Operand<T>> T greaterEqual(Object a, T b) {
    return one(ElementwiseOperations.GREATER_EQUAL.on(a, b));
  }

  /** Whether the first is smaller. */
  public static <T extends Operand<T>> T less(T a, T b) {
    return one(ElementwiseOperations.LESS.on(a, b));
  }

  /** Whether the first is smaller. */
  public static <T extends Operand<T>> T less(T a, Object b) {
    return one(ElementwiseOperations.LESS.on(a, b));
  }

  /** Whether the first is smaller. */
  public static <T extends Operand<T>> T less(Object a, T b) {
    return one(ElementwiseOperations.LESS.on(a, b));
  }

  /** Whether the first is not larger. */
  public static <T extends Operand<T>> T lessEqual(T a, T b) {
    return one(ElementwiseOperations.LESS_EQUAL.on(a, b));
  }

  /** Whether the first is not larger. */
  public static <T extends Operand<T>> T lessEqual(T a, Object b) {
    return one(ElementwiseOperations.LESS_EQUAL.on(a, b));
  }

  /** Whether the first is not larger. */
  public static <T extends Operand<T>> T lessEqual(Object a, T b) {
    return one(ElementwiseOperations.LESS_EQUAL.on(a, b));
  }

  /** Whether both are true. */
  public static <T extends Operand<T>> T logicalAnd(T a, T b) {
    return one(ElementwiseOperations.LOGICAL_AND.on(a, b));
  }

  /** Whether both are true. */
  public static <T extends Operand<T>> T logicalAnd(T a, Object b) {
    return one(ElementwiseOperations.LOGICAL_AND.on(a, b));
  }

  /** Whether both are true. */
  public static <T extends Operand<T>> T logicalAnd(Object a, T b) {
    return one(ElementwiseOperations.LOGICAL_AND.on(a, b));
  }

  /** Whether at least one is true. */
  public static <T extends Operand<T>> T logicalOr(T a, T b) {
    return one(ElementwiseOperations.LOGICAL_OR.on(a, b));
  }

  /** Whether at least one is true. */
  public static <T extends Operand<T>> T logicalOr(T a, Object b) {
    return one(ElementwiseOperations.LOGICAL_OR.on(a, b));
  }

  /** Whether at least one is true. */
  public static <T extends Operand<T>> T logicalOr(Object a, T b) {
    return one(ElementwiseOperations.LOGICAL_OR.on(a, b));
  }

  /** Whether exactly one is true. */
  public static <T extends Operand<T>> T logicalXor(T a, T b) {
    return one(ElementwiseOperations.LOGICAL_XOR.on(a, b));
  }

  /** Whether exactly one is true. */
  public static <T extends Operand<T>> T logicalXor(T a, Object b) {
    return one(ElementwiseOperations.LOGICAL_XOR.on(a, b));
  }

  /** Whether exactly one is true. */
  public static <T extends Operand<T>> T logicalXor(Object a, T b) {
    return one(ElementwiseOperations.LOGICAL_XOR.on(a, b));
  }

  /** Whether an element is 0. */
  public static <T extends Operand<T>> T logicalNot(T x) {
    return one(ElementwiseOperations.LOGICAL_NOT.on(x));
  }

  /** Whether an element is NaN. */
  public static <T extends Operand<T>> T isnan(T x) {
    return one(ElementwiseOperations.ISNAN.on(x));
  }

  /** Whether an element is infinite. */
  public static <T extends Operand<T>> T isinf(T x) {
    return one(ElementwiseOperations.ISINF.on(x));
  }

  /** Whether an element is neither infinite nor NaN. */
  public static <T extends Operand<T>> T isfinite(T x) {
    return one(ElementwiseOperations.ISFINITE.on(x));
  }

  /** Whether an element is positive infinity. */
  public static <T extends Operand<T>> T isposinf(T x) {
    return one(ElementwiseOperations.ISPOSINF.on(x));
  }

  /** Whether an element is negative infinity. */
  public static <T extends Operand<T>> T isneginf(T x) {
    return one(ElementwiseOperations.ISNEGINF.on(x));
  }

  /** Whether elements differ by no more than 1e-8 and 1e-5 of the second. */
  public static <T extends Operand<T>> T isclose(T a, Object b) {
    return one(ElementwiseOperations.ISCLOSE.on(a, b));
  }

  /** Whether elements differ by no more than the tolerances. */
  public static <T extends Operand<T>> T isclose(T a, Object b, double rtol, double atol) {
    return one(ElementwiseOperations.ISCLOSE.on(a, b, rtol, atol));
  }

  /** Whether all elements are close. */
  public static <T extends Operand<T>> T allclose(T a, Object b) {
    return one(ElementwiseOperations.ALL_CLOSE.on(a, b));
  }

  // ---- functions

  /** The element with the other sign. */
  public static <T extends Operand<T>> T negative(T x) {
    return one(ElementwiseOperations.NEGATIVE.on(x));
  }

  /** The distance from zero. */
  public static <T extends Operand<T>> T absolute(T x) {
    return one(ElementwiseOperations.ABSOLUTE.on(x));
  }

  /** The distance from zero. */
  public static <T extends Operand<T>> T abs(T x) {
    return one(ElementwiseOperations.ABSOLUTE.on(x));
  }

  /** -1, 0 or 1, without a gradient. */
  public static <T extends Operand<T>> T sign(T x) {
    return one(ElementwiseOperations.SIGN.on(x));
  }

  /** Whether an element is below zero. */
  public static <T extends Operand<T>> T signbit(T x) {
    return one(ElementwiseOperations.SIGNBIT.on(x));
  }

  /** The square. */
  public static <T extends Operand<T>> T square(T x) {
    return one(ElementwiseOperations.SQUARE.on(x));
  }

  /** The square root. */
  public static <T extends Operand<T>> T sqrt(T x) {
    return one(ElementwiseOperations.SQRT.on(x));
  }

  /** One over the square root. */
  public static <T extends Operand<T>> T rsqrt(T x) {
    return one(ElementwiseOperations.RSQRT.on(x));
  }

  /** The cube root. */
  public static <T extends Operand<T>> T cbrt(T x) {
    return one(ElementwiseOperations.CBRT.on(x));
  }

  /** One over the element. */
  public static <T extends Operand<T>> T reciprocal(T x) {
    return one(ElementwiseOperations.RECIPROCAL.on(x));
  }

  /** e to the power of the element. */
  public static <T extends Operand<T>> T exp(T x) {
    return one(ElementwiseOperations.EXP.on(x));
  }

  /** 2 to the power of the element. */
  public static <T extends Operand<T>> T exp2(T x) {
    return one(ElementwiseOperations.EXP2.on(x));
  }

  /** e^x - 1, exact near zero. */
  public static <T extends Operand<T>> T expm1(T x) {
    return one(ElementwiseOperations.EXPM1.on(x));
  }

  /** The natural logarithm. */
  public static <T extends Operand<T>> T log(T x) {
    return one(ElementwiseOperations.LOG.on(x));
  }

  /** log(1 + x), exact near zero. */
  public static <T extends Operand<T>> T log1p(T x) {
    return one(ElementwiseOperations.LOG1P.on(x));
  }

  /** The base-2 logarithm. */
  public static <T extends Operand<T>> T log2(T x) {
    return one(ElementwiseOperations.LOG2.on(x));
  }

  /** The base-10 logarithm. */
  public static <T extends Operand<T>> T log10(T x) {
    return one(ElementwiseOperations.LOG10.on(x));
  }

  /** The sine. */
  public static <T extends Operand<T>> T sin(T x) {
    return one(ElementwiseOperations.SIN.on(x));
  }

  /** The cosine. */
  public static <T extends Operand<T>> T cos(T x) {
    return one(ElementwiseOperations.COS.on(x));
  }

  /** The tangent. */
  public static <T extends Operand<T>> T tan(T x) {
    return one(ElementwiseOperations.TAN.on(x));
  }

  /** The inverse of the sine. */
  public static <T extends Operand<T>> T arcsin(T x) {
    return one(ElementwiseOperations.ARCSIN.on(x));
  }

  /** The inverse of the cosine. */
  public static <T extends Operand<T>> T arccos(T x) {
    return one(ElementwiseOperations.ARCCOS.on(x));
  }

  /** The inverse of the tangent. */
  public static <T extends Operand<T>> T arctan(T x) {
    return one(ElementwiseOperations.ARCTAN.on(x));
  }

  /** The hyperbolic sine. */
  public static <T extends Operand<T>> T sinh(T x) {
    return one(ElementwiseOperations.SINH.on(x));
  }

  /** The hyperbolic cosine. */
  public static <T extends Operand<T>> T cosh(T x) {
    return one(ElementwiseOperations.COSH.on(x));
  }

  /** The hyperbolic tangent. */
  public static <T extends Operand<T>> T tanh(T x) {
    return one(ElementwiseOperations.TANH.on(x));
  }

  /** The inverse of the hyperbolic sine. */
  public static <T extends Operand<T>> T arcsinh(T x) {
    return one(ElementwiseOperations.ARCSINH.on(x));
  }

  /** The inverse of the hyperbolic cosine. */
  public static <T extends Operand<T>> T arccosh(T x) {
    return one(ElementwiseOperations.ARCCOSH.on(x));
  }

  /** The inverse of the hyperbolic tangent. */
  public static <T extends Operand<T>> T arctanh(T x) {
    return one(ElementwiseOperations.ARCTANH.on(x));
  }

  /** sin(πx) / (πx), and 1 at zero. */
  public static <T extends Operand<T>> T sinc(T x) {
    return one(ElementwiseOperations.SINC.on(x));
  }

  /** Degrees as radians. */
  public static <T extends Operand<T>> T deg2rad(T x) {
    return one(ElementwiseOperations.DEG2RAD.on(x));
  }

  /** Radians as degrees. */
  public static <T extends Operand<T>> T rad2deg(T x) {
    return one(ElementwiseOperations.RAD2DEG.on(x));
  }

  /** The error function. */
  public static <T extends Operand<T>> T erf(T x) {
    return one(ElementwiseOperations.ERF.on(x));
  }

  /** One minus the error function. */
  public static <T extends Operand<T>> T erfc(T x) {
    return one(ElementwiseOperations.ERFC.on(x));
  }

  /** Rounded down, without a gradient. */
  public static <T extends Operand<T>> T floor(T x) {
    return one(ElementwiseOperations.FLOOR.on(x));
  }

  /** Rounded up, without a gradient. */
  public static <T extends Operand<T>> T ceil(T x) {
    return one(ElementwiseOperations.CEIL.on(x));
  }

  /** Rounded towards zero, without a gradient. */
  public static <T extends Operand<T>> T trunc(T x) {
    return one(ElementwiseOperations.TRUNC.on(x));
  }

  /** Rounded to the nearest integer, halves to the even one, without a gradient. */
  public static <T extends Operand<T>> T round(T x) {
    return one(ElementwiseOperations.ROUND.on(x));
  }

  /** Rounded to decimal places, without a gradient. */
  public static <T extends Operand<T>> T round(T x, int decimals) {
    return one(ElementwiseOperations.ROUND.on(x).with("decimals", decimals));
  }

  /** Limited to [low, high]; outside no gradient flows. */
  public static <T extends Operand<T>> T clip(T x, Number low, Number high) {
    return one(ElementwiseOperations.CLIP.on(x).with("x_min", low).with("x_max", high));
  }

  /** {@code a} where the condition is true, else {@code b}; all three broadcast. */
  public static <T extends Operand<T>> T where(T condition, Object a, Object b) {
    return one(ElementwiseOperations.WHERE.on(condition, a, b));
  }

  /** The choice of the first condition that is true, else the default. */
  public static <T extends Operand<T>> T select(
      List<T> conditions, List<?> choices, Object otherwise) {
    return one(ElementwiseOperations.SELECT.on(conditions, choices, otherwise));
  }

  /** 0 for NaN, and the largest floats for infinities. */
  public static <T extends Operand<T>> T nanToNum(T x) {
    return one(ElementwiseOperations.NAN_TO_NUM.on(x));
  }

  /** The elements as another type; integers have no gradient. */
  public static <T extends Operand<T>> T cast(T x, DType type) {
    return one(ElementwiseOperations.CAST.on(x).with("dtype", type.keras()));
  }

  /** The same elements. */
  public static <T extends Operand<T>> T copy(T x) {
    return one(ElementwiseOperations.COPY.on(x));
  }

  /** The same elements, through which no gradient flows. */
  public static <T extends Operand<T>> T stopGradient(T x) {
    return one(ElementwiseOperations.STOP_GRADIENT.on(x));
  }
}
