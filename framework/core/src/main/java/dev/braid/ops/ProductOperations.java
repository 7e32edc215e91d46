package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** MatrixOperations that multiply matrices or other axes. */
final class ProductOperations {
  private static final OperationTable TABLE = new OperationTable();

  static final Operation MATMUL = of2("Matmul", ProductOperations::matmul);
  static final Operation DOT = of2("Dot", ProductOperations::dot);
  static final Operation INNER = of2("Inner", (a, b) -> contracted(a, b, last(a), last(b)));
  static final Operation OUTER =
      of2("Outer", (a, b) -> Axes.raveled(a).expand(1).multiply(Axes.raveled(b)));
  static final Operation VDOT =
      of2("Vdot", (a, b) -> contracted(Axes.raveled(a), Axes.raveled(b), new int[1], new int[1]));
  static final Operation CROSS =
      TABLE
          .named("Cross", "numpy")
          .operands("x1", "x2")
          .option("axisa", -1)
          .option("axisb", -1)
          .option("axisc", -1)
          .option("axis", null)
          .computes(ProductOperations::cross);
  static final Operation TENSORDOT =
      TABLE
          .named("Tensordot", "numpy")
          .operands("x1", "x2")
          .option("axes", 2)
          .computes(ProductOperations::tensordot);
  static final Operation EINSUM =
      TABLE
          .named("Einsum", "numpy")
          .operands("*operands")
          .option("subscripts", null)
          .computes(in -> Einsum.of(in.text("subscripts"), in.values(0)));

  static final List<Operation> ALL = TABLE.rows();

  private ProductOperations() {}

  private interface Formula {
    Value of(Value a, Value b);
  }

  private static Operation of2(String className, Formula formula) {
    return TABLE
        .named(className, "numpy")
        .operands("x1", "x2")
        .computes(in -> formula.of(in.value(0), in.value(1)));
  }

  private static Value matmul(Value a, Value b) {
    if (a.rank() == 0 || b.rank() == 0) {
      throw new IllegalArgumentException("a matrix product with a scalar");
    }
    Value left = a.rank() == 1 ? a.expand(0) : a;
    Value right = b.rank() == 1 ? b.expand(1) : b;
    ShapeRules.product(left.shape(), right.shape(), false, false);
    Value out = left.matmul(right);
    out = b.rank() == 1 ? out.squeeze(-1) : out;
    return a.rank() == 1 ? out.squeeze(b.rank() == 1 ? -1 : -2) : out;
  }

  private static Value dot(Value a, Value b) {
    if (a.rank() == 0 || b.rank() == 0) {
      return a.multiply(b);
    }
    return contracted(a, b, last(a), new int[] {Math.max(0, b.rank() - 2)});
  }

  private static int[] last(Value x) {
    return x.rank() == 0 ? new int[0] : new int[] {x.rank() - 1};
  }

  private static Value tensordot(Arguments in) {
    Value a = in.value(0);
    Value b = in.value(1);
    if (!in.isList("axes")) {
      int count = in.integer("axes");
      if (count < 0 || count > Math.min(a.rank(), b.rank())) {
        throw new IllegalArgumentException(
            count + " axes of " + a.rank() + " and of " + b.rank() + " cannot be summed over");
      }
      int[] ours = IntStream.range(a.rank() - count, a.rank()).toArray();
      return contracted(a, b, ours, IntStream.range(0, count).toArray());
    }
    List<?> pair = in.list("axes");
    if (pair.size() != 2) {
      throw new IllegalArgumentException("expected axes of both operands, received " + pair.size());
    }
    return contracted(a, b, axes(pair.get(0), a), axes(pair.get(1), b));
  }

  private static int[] axes(Object given, Value of) {
    return Arrays.stream(Arguments.longs("axes", given))
        .mapToInt(axis -> ArrayMath.axis(Math.toIntExact(axis), of.rank()))
        .toArray();
  }

  /** Sums over pairs of axes; all other axes of the first and then of the second are kept. */
  static Value contracted(Value a, Value b, int[] ours, int[] theirs) {
    if (ours.length != theirs.length) {
      throw new IllegalArgumentException(
          ours.length + " axes of one operand for " + theirs.length + " of the other");
    }
    if (a.rank() == 0 || b.rank() == 0) {
      return a.multiply(b);
    }
    char[] left = Einsum.letters(0, a.rank());
    char[] right = Einsum.letters(a.rank(), b.rank());
    List<Character> summed = new ArrayList<>();
    for (int i = 0; i < ours.length; i++) {
      right[theirs[i]] = left[ours[i]];
      summed.add(left[ours[i]]);
    }
    StringBuilder result = new StringBuilder();
    for (char[] axes : List.of(left, right)) {
      for (char axis : axes) {
        if (!summed.contains(axis)) {
          result.append(axis);
        }
      }
    }
    return new Contraction(String.valueOf(left), String.valueOf(right), result.toString())
        .apply(a, b);
  }

  private static Value cross(Arguments in) {
    boolean one = in.isGiven("axis");
    Value a = lastAxis(in.value(0), in.integer(one ? "axis" : "axisa"));
    Value b = lastAxis(in.value(1), in.integer(one ? "axis" : "axisb"));
    if (a.size(-1) != 3 || b.size(-1) != 3) {
      throw new IllegalArgumentException("expected 3 elements in the vectors of a cross product");
    }
    Value next = a.backend().integers(1, 2, 0);
    Value after = a.backend().integers(2, 0, 1);
    Value out =
        a.take(next, -1)
            .multiply(b.take(after, -1))
            .subtract(a.take(after, -1).multiply(b.take(next, -1)));
    int to = in.integer(one ? "axis" : "axisc");
    return out.permute(Axes.moved(new int[] {-1}, new int[] {to}, out.rank()));
  }

  private static Value lastAxis(Value x, int axis) {
    return x.permute(Axes.moved(new int[] {axis}, new int[] {-1}, x.rank()));
  }
}
