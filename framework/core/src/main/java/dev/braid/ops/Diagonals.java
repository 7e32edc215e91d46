package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;
import java.util.ArrayList;
import java.util.List;

/** Computes diagonals of matrices. */
final class Diagonals {
  private Diagonals() {}

  /** The distance of each element of the last two axes to the right of the diagonal. */
  static Value distance(Value x) {
    Value rows = x.backend().count(x.sizeOf(-2)).expand(1);
    return x.backend().count(x.sizeOf(-1)).subtract(rows);
  }

  /** The elements of a diagonal of two axes, as a new last axis. */
  static Value of(Value x, int offset, int axis1, int axis2) {
    int rank = x.rank();
    int rows = ArrayMath.axis(axis1, rank);
    int columns = ArrayMath.axis(axis2, rank);
    if (rows == columns) {
      throw new IllegalArgumentException("a diagonal of axis " + rows + " and itself");
    }
    Value moved = x.permute(Axes.last(new int[] {rows, columns}, rank));
    long height = moved.size(-2);
    long width = moved.size(-1);
    List<Size> sizes = new ArrayList<>(moved.sizes().subList(0, rank - 2));
    if (height < 0 || width < 0) {
      return masked(moved, offset, rank, sizes);
    }
    long length = Math.max(0, Math.min(height + Math.min(0, offset), width - Math.max(0, offset)));
    long from = offset >= 0 ? offset : -offset * width;
    Value flat = moved.reshape(Axes.joined(moved.sizes(), rank - 2));
    long to = length == 0 ? from : from + (length - 1) * (width + 1) + 1;
    return length == 0
        ? flat.slice(rank - 2, 0, 0)
        : flat.slice(rank - 2, Size.of(from), Size.of(to), width + 1);
  }

  /** Sums over rows in which all elements outside the diagonal are 0. */
  private static Value masked(Value x, int offset, int rank, List<Size> sizes) {
    if (x instanceof ShapeValue shape) {
      sizes.add(Size.REST);
      return Scalars.typedLike(
          new ShapeValue(shape.dtype(), sizes.stream().mapToLong(Size::known).toArray()), x);
    }
    Value on = distance(x).binary(Binary.EQUAL, offset);
    Value found = Scalars.where(on, x, 0).sum(false, rank - 2);
    Size from = Size.of(Math.max(0, offset));
    Size behind = x.sizeOf(-2).plus(Size.of(Math.max(0, offset)));
    Size to = offset >= 0 ? behind : x.sizeOf(-2).minus(Size.of(-offset));
    return found.slice(rank - 2, from, to.atMost(x.sizeOf(-1)), 1);
  }

  /** The diagonal of a matrix, or a matrix with this diagonal. */
  static Value diag(Value x, int k) {
    if (x.rank() == 2) {
      return of(x, k, 0, 1);
    }
    if (x.rank() != 1) {
      throw new IllegalArgumentException(
          "a diagonal of " + x.rank() + " axes; 1 or 2 are required");
    }
    Value row = k >= 0 ? x.pad(0, k, 0, 0) : x.pad(0, 0, -k, 0);
    Size size = row.sizeOf(0);
    Value square = row.expand(0).broadcastTo(List.of(size, size));
    Value on = distance(square).binary(Binary.EQUAL, k);
    return Scalars.typedLike(Scalars.where(on, square, 0), x);
  }
}
