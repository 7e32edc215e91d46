package dev.braid.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Computes reductions of rows with equal segment numbers, and scatters of rows. */
final class Segments {
  private Segments() {}

  static long count(Arguments in) {
    if (!in.isGiven("num_segments")) {
      throw new IllegalArgumentException("num_segments is required");
    }
    return in.integer("num_segments");
  }

  static Value largest(Value x, Value segments, long count) {
    return ofMembers(x, segments, count, Double.NEGATIVE_INFINITY, ReductionKind.MAX);
  }

  static Value smallest(Value x, Value segments, long count) {
    return ofMembers(x, segments, count, Double.POSITIVE_INFINITY, ReductionKind.MIN);
  }

  static Value product(Value x, Value segments, long count) {
    return ofMembers(x, segments, count, 1, ReductionKind.PRODUCT);
  }

  /**
   * Reduces every segment over all rows, with rows of other segments replaced by a neutral number.
   */
  private static Value ofMembers(
      Value x, Value segments, long count, double neutral, ReductionKind operation) {
    List<Size> sizes = new ArrayList<>(Collections.nCopies(x.rank() + 1, Size.of(1)));
    sizes.set(0, x.sizeOf(0));
    sizes.set(1, Size.of(count));
    Value member = segments.oneHot(count).reshape(sizes);
    Value rows = Scalars.where(member, x.expand(1), neutral);
    return Scalars.typedLike(rows.reduce(operation, false, 0), x);
  }

  /** Adds values to zeros by index. */
  static Value scatter(Value indices, Value values, long... shape) {
    Target target = Target.of(indices, shape);
    Value rows = values.reshape(target.rows(values, indices));
    return rows.segmentSum(target.flat(indices), target.count()).reshape(shape);
  }

  static Value scatterUpdate(Arguments in) {
    Value x = in.value(0);
    Value indices = in.value(1);
    Target target = Target.of(indices, x.shape());
    if (target.count() < 0) {
      if (x instanceof ShapeValue) {
        return x;
      }
      throw new IllegalArgumentException("the sizes of the indexed axes are not known");
    }
    Value rows = in.value(2).reshape(target.rows(in.value(2), indices));
    Value flat = target.flat(indices);
    long count = target.count();
    List<Size> sizes = x.sizes();
    Object reduction = in.option("reduction");
    if (reduction == null) {
      Value sums = rows.segmentSum(flat, count).reshape(sizes);
      Value hit = rows.zeros().add(1).segmentSum(flat, count).reshape(sizes);
      return Scalars.typedLike(sums.where(hit, x), x);
    }
    Value out =
        switch (String.valueOf(reduction)) {
          case "add" -> x.add(rows.segmentSum(flat, count).reshape(sizes));
          case "max" -> x.maximum(largest(rows, flat, count).reshape(sizes));
          case "min" -> x.minimum(smallest(rows, flat, count).reshape(sizes));
          case "mul" -> x.multiply(product(rows, flat, count).reshape(sizes));
          default ->
              throw new IllegalArgumentException(
                  "expected the reduction add, max, min or mul, received " + reduction);
        };
    return Scalars.typedLike(out, x);
  }

  /**
   * The indexed part of an array: its first axes.
   *
   * @param lead the sizes of these axes
   * @param rest the sizes of all others
   */
  private record Target(long[] lead, long[] rest) {
    static Target of(Value indices, long... shape) {
      long depth = indices.size(-1);
      if (depth < 0 || depth > shape.length) {
        throw new IllegalArgumentException(
            "positions along "
                + (depth < 0 ? "unknown" : depth)
                + " axes of the shape "
                + ShapeRules.text(shape));
      }
      int axes = Math.toIntExact(depth);
      return new Target(Arrays.copyOf(shape, axes), Arrays.copyOfRange(shape, axes, shape.length));
    }

    long count() {
      return Arrays.stream(lead).anyMatch(size -> size < 0)
          ? -1
          : Arrays.stream(lead).reduce(1, Math::multiplyExact);
    }

    /** Combines the indices of all axes into one. */
    Value flat(Value indices) {
      long[] strides = new long[lead.length];
      long stride = 1;
      for (int i = lead.length - 1; i >= 0; i--) {
        strides[i] = stride;
        stride *= lead[i];
      }
      Value weighted = indices.multiply(indices.backend().integers(strides));
      return Axes.raveled(weighted.sum(false, -1));
    }

    /** The shape of updates as rows. */
    List<Size> rows(Value updates, Value indices) {
      List<Size> sizes = new ArrayList<>();
      sizes.add(Axes.product(indices.sizes().subList(0, indices.rank() - 1)));
      for (int i = 0; i < rest.length; i++) {
        sizes.add(rest[i] < 0 ? updates.sizeOf(indices.rank() - 1 + i) : Size.of(rest[i]));
      }
      return sizes;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Target t
          && Arrays.equals(lead, t.lead)
          && Arrays.equals(rest, t.rest);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(lead) * 31 + Arrays.hashCode(rest);
    }
  }
}
