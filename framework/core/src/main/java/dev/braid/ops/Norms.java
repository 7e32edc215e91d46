package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;

/** Computes norms of vectors and matrices. */
final class Norms {
  private static final double EPSILON = 1e-7;

  private Norms() {}

  static Value norm(Arguments in) {
    Value x = Scalars.fractions(in.value());
    boolean keep = in.flag("keepdims");
    int[] axes = in.axes("axis", x);
    Object order = in.option("ord");
    if (order == null) {
      return x.square().sum(keep, axes).sqrt();
    }
    int[] found = unsorted(axes, x.rank());
    if (found.length == 1) {
      return ofVector(x, order, keep, found[0]);
    }
    if (found.length == 2) {
      return ofMatrix(x, order, keep, found[0], found[1]);
    }
    throw new IllegalArgumentException(
        "a norm of the order " + order + " is one of 1 or 2 axes, not of " + found.length);
  }

  private static int[] unsorted(int[] axes, int rank) {
    ArrayMath.axes(axes, rank);
    return java.util.Arrays.stream(axes).map(axis -> ArrayMath.axis(axis, rank)).toArray();
  }

  private static Value ofVector(Value x, Object order, boolean keep, int axis) {
    if (!(order instanceof Number number)) {
      throw unknown(order);
    }
    double p = number.doubleValue();
    if (Double.isInfinite(p)) {
      return p > 0 ? x.abs().max(keep, axis) : x.abs().min(keep, axis);
    }
    if (p == 0) {
      return Scalars.fractions(x.binary(Binary.NOT_EQUAL, 0)).sum(keep, axis);
    }
    if (p == 1) {
      return x.abs().sum(keep, axis);
    }
    return p == 2 ? x.square().sum(keep, axis).sqrt() : x.abs().pow(p).sum(keep, axis).pow(1 / p);
  }

  private static Value ofMatrix(Value x, Object order, boolean keep, int rows, int columns) {
    if ("fro".equals(order)) {
      return x.square().sum(keep, rows, columns).sqrt();
    }
    double p = order instanceof Number number ? number.doubleValue() : Double.NaN;
    boolean ofColumns = Math.abs(p) == 1;
    if (!ofColumns && !Double.isInfinite(p)) {
      throw unknown(order);
    }
    Value sums = x.abs().sum(true, ofColumns ? rows : columns);
    int other = ofColumns ? columns : rows;
    Value found = p > 0 ? sums.max(true, other) : sums.min(true, other);
    return Axes.dropped(found, keep, rows, columns);
  }

  private static IllegalArgumentException unknown(Object order) {
    return new IllegalArgumentException("norms of the order " + order + " are not supported");
  }

  /** Divides by the norm, which is at least epsilon. */
  static Value normalize(Arguments in) {
    Value x = in.value().rank() == 0 ? in.value().reshape(1) : in.value();
    double epsilon = in.isGiven("epsilon") ? in.real("epsilon") : EPSILON;
    int[] axes = in.axes("axis", x);
    double order = in.real("order");
    if (order < 1 || order != Math.rint(order)) {
      throw new IllegalArgumentException("expected an integer order above 0, received " + order);
    }
    if (order == 2) {
      Value inverse = x.square().sum(true, axes).sqrt().reciprocal();
      return x.multiply(inverse.binary(Binary.MINIMUM, 1 / epsilon));
    }
    Value norm =
        order == 1 ? x.abs().sum(true, axes) : x.abs().pow(order).sum(true, axes).pow(1 / order);
    return x.divide(norm.binary(Binary.MAXIMUM, epsilon));
  }
}
