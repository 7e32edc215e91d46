package dev.braid.internal.masks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The result shapes of mask operations, with the batch axis; -1 is a size that may vary. */
final class MaskShapes {
  private MaskShapes() {}

  static <T> long[] of(
      MaskOperation operation,
      List<MaskExpression<T>> operands,
      List<Integer> axes,
      boolean keepDims) {
    int count = operation.operands();
    boolean fits = count == 0 ? !operands.isEmpty() : operands.size() == count;
    List<MaskExpression<T>> arrays =
        operands.stream().filter(operand -> !operand.isNumber()).toList();
    boolean numbers = arrays.size() < operands.size();
    if (!fits
        || arrays.isEmpty()
        || (numbers && (!operation.compares() || operands.get(0).isNumber()))) {
      throw new IllegalArgumentException(
          operation.keras() + " of " + operands.size() + " arguments");
    }
    long[] first = arrays.get(0).shape();
    return switch (operation) {
      case ANY, ALL, SUM, MAX, MIN -> reduced(first, axes, keepDims);
      case EXPAND_DIMS -> expanded(first, axes);
      case SQUEEZE -> squeezed(first, axes);
      case CONCATENATE -> joined(arrays, axes);
      default -> arrays.stream().map(MaskExpression::shape).reduce(MaskShapes::broadcast).get();
    };
  }

  /** An axis counted from the start. */
  static int axis(int axis, int rank) {
    int at = axis < 0 ? axis + rank : axis;
    if (at < 0 || at >= rank) {
      throw new IllegalArgumentException("axis " + axis + " of " + rank + " axes");
    }
    return at;
  }

  private static long[] reduced(long[] shape, List<Integer> axes, boolean keepDims) {
    List<Integer> reduced = axes.stream().map(axis -> axis(axis, shape.length)).toList();
    if (reduced.isEmpty() || reduced.contains(0)) {
      throw new IllegalArgumentException("reduces the batch axis");
    }
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < shape.length; i++) {
      if (!reduced.contains(i)) {
        sizes.add(shape[i]);
      } else if (keepDims) {
        sizes.add(1L);
      }
    }
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  private static int one(List<Integer> axes, int rank) {
    if (axes.size() != 1) {
      throw new IllegalArgumentException("works along " + axes.size() + " axes");
    }
    int at = axis(axes.get(0), rank);
    if (at == 0) {
      throw new IllegalArgumentException("changes the batch axis");
    }
    return at;
  }

  private static long[] expanded(long[] shape, List<Integer> axes) {
    int at = one(axes, shape.length + 1);
    long[] sizes = new long[shape.length + 1];
    System.arraycopy(shape, 0, sizes, 0, at);
    sizes[at] = 1;
    System.arraycopy(shape, at, sizes, at + 1, shape.length - at);
    return sizes;
  }

  private static long[] squeezed(long[] shape, List<Integer> axes) {
    int at = one(axes, shape.length);
    long[] sizes = Arrays.copyOf(shape, shape.length - 1);
    System.arraycopy(shape, at + 1, sizes, at, sizes.length - at);
    return sizes;
  }

  private static <T> long[] joined(List<MaskExpression<T>> arrays, List<Integer> axes) {
    long[] shape = arrays.get(0).shape();
    int at = one(axes, shape.length);
    for (MaskExpression<T> array : arrays.subList(1, arrays.size())) {
      long[] other = array.shape();
      if (other.length != shape.length) {
        throw new IllegalArgumentException(
            "joins arrays of " + shape.length + " and " + other.length + " axes");
      }
      shape[at] = shape[at] < 0 || other[at] < 0 ? -1 : shape[at] + other[at];
    }
    return shape;
  }

  private static long[] broadcast(long[] a, long[] b) {
    long[] shape = new long[Math.max(a.length, b.length)];
    for (int i = 1; i <= shape.length; i++) {
      long x = i <= a.length ? a[a.length - i] : 1;
      long y = i <= b.length ? b[b.length - i] : 1;
      if (x >= 0 && y >= 0 && x != y && x != 1 && y != 1) {
        throw new IllegalArgumentException(
            "shapes " + Arrays.toString(a) + " and " + Arrays.toString(b) + " do not broadcast");
      }
      shape[shape.length - i] = x == 1 || (x < 0 && y > 1) ? y : x;
    }
    return shape;
  }
}
