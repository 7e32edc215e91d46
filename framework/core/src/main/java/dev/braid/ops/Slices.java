package dev.braid.ops;

/** Reads and updates parts of a fixed shape at a start index. */
final class Slices {
  private Slices() {}

  static Value slice(Arguments in) {
    Value x = in.value();
    long[] shape = in.integers("shape");
    check(x, shape);
    if (!in.isConstant(1)) {
      return computed(x, in.value(1), shape);
    }
    long[] starts = starts(in, x.rank());
    Value out = x;
    for (int axis = 0; axis < shape.length; axis++) {
      long size = x.size(axis);
      // start indices beyond the end are clipped, as in Keras
      long from = size < 0 ? starts[axis] : clipped(starts[axis], size - shape[axis]);
      if (from != 0 || size != shape[axis]) {
        out = out.slice(axis, from, from + shape[axis]);
      }
    }
    return out;
  }

  private static Value computed(Value x, Value starts, long... shape) {
    Value out = x;
    for (int axis = 0; axis < shape.length; axis++) {
      long most = x.size(axis) - shape[axis];
      Value from = starts.at(0, axis).clip(0, most < 0 ? Integer.MAX_VALUE : most);
      out = out.take(x.backend().count(Size.of(shape[axis])).add(from), axis);
    }
    return out;
  }

  private static long clipped(long start, long most) {
    return Math.max(0, Math.min(start, most));
  }

  private static long[] starts(Arguments in, int rank) {
    long[] starts = in.constants(1);
    if (starts.length != rank) {
      throw new IllegalArgumentException(starts.length + " start_indices for " + rank + " axes");
    }
    return starts;
  }

  private static void check(Value x, long... shape) {
    boolean fits = shape.length == x.rank();
    for (int i = 0; fits && i < shape.length; i++) {
      fits = shape[i] >= 0 && (x.size(i) < 0 || shape[i] <= x.size(i));
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "a part of the shape "
              + ShapeRules.text(shape)
              + " of a tensor of the shape "
              + ShapeRules.text(x.shape()));
    }
  }

  /** Replaces a part of a value. */
  static Value update(Arguments in) {
    Value x = in.value(0);
    Value updates = in.value(2);
    long[] starts = starts(in, x.rank());
    Value padded = updates;
    Value inside = updates.detach().zeros().add(1);
    for (int axis = 0; axis < starts.length; axis++) {
      long size = x.size(axis);
      if (size < 0 || updates.size(axis) < 0) {
        if (x instanceof ShapeValue) {
          return x;
        }
        throw new IllegalArgumentException("the size of axis " + axis + " is not known");
      }
      check(x, updates.shape());
      long from = clipped(starts[axis], size - updates.size(axis));
      long behind = size - updates.size(axis) - from;
      if (from > 0 || behind > 0) {
        padded = padded.pad(axis, from, behind, 0);
        inside = inside.pad(axis, from, behind, 0);
      }
    }
    return Scalars.typedLike(padded.where(inside, x), x);
  }
}
