package dev.braid.ops;

import java.util.Arrays;

/**
 * A product of two arrays whose axes are named by letters: axes with equal letters are multiplied
 * element by element, and those that the result lacks are summed over.
 *
 * @param left a letter for each axis of the first array
 * @param right a letter for each axis of the second array
 * @param result the letters of the result, in order
 */
public record Contraction(String left, String right, String result) {
  public Value apply(Value a, Value b) {
    OperationBackend backend = a instanceof ArrayValue ? b.backend() : a.backend();
    return backend.contract(this, backend.adopt(a), backend.adopt(b));
  }

  Value compute(Value a, Value b) {
    String ours = kept(left, right + result);
    String theirs = kept(right, left + result);
    Value x = summed(a, left, ours);
    Value y = summed(b, right, theirs);
    String shared = kept(kept(result, ours), theirs);
    String rows = without(kept(result, ours), theirs);
    String columns = without(kept(result, theirs), ours);
    String inner = without(kept(ours, theirs), result);
    long count = product(x, ours, shared);
    long height = product(x, ours, rows);
    long width = product(y, theirs, columns);
    long depth = product(x, ours, inner);
    Value lhs = ordered(x, ours, shared + rows + inner);
    Value rhs = ordered(y, theirs, shared + inner + columns);
    Value out =
        shared.isEmpty()
            ? lhs.reshape(height, depth).matmul(rhs.reshape(depth, width))
            : lhs.reshape(count, height, depth).matmul(rhs.reshape(count, depth, width));
    String found = shared + rows + columns;
    long[] shape = new long[found.length()];
    for (int i = 0; i < shape.length; i++) {
      char axis = found.charAt(i);
      shape[i] = ours.indexOf(axis) >= 0 ? size(x, ours, axis) : size(y, theirs, axis);
    }
    return ordered(out.reshape(shape), found, result);
  }

  private static String kept(String axes, String among) {
    return filtered(axes, among, true);
  }

  private static String without(String axes, String others) {
    return filtered(axes, others, false);
  }

  private static String filtered(String axes, String others, boolean in) {
    StringBuilder found = new StringBuilder();
    for (char axis : axes.toCharArray()) {
      if (others.indexOf(axis) >= 0 == in) {
        found.append(axis);
      }
    }
    return found.toString();
  }

  /** Sums over the axes that only this array has. */
  private static Value summed(Value x, String axes, String staying) {
    int[] gone = new int[axes.length() - staying.length()];
    int count = 0;
    for (int i = 0; i < axes.length(); i++) {
      if (staying.indexOf(axes.charAt(i)) < 0) {
        gone[count++] = i;
      }
    }
    return count == 0 ? x : x.sum(false, gone);
  }

  private static Value ordered(Value x, String axes, String required) {
    int[] order = new int[axes.length()];
    Arrays.setAll(order, i -> axes.indexOf(required.charAt(i)));
    return axes.equals(required) ? x : x.permute(order);
  }

  private static long product(Value x, String axes, String some) {
    long product = 1;
    for (char axis : some.toCharArray()) {
      product *= size(x, axes, axis);
    }
    return product;
  }

  private static long size(Value x, String axes, char axis) {
    return x.size(axes.indexOf(axis));
  }
}
