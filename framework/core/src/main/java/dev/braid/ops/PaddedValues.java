package dev.braid.ops;

import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** Pads values by constants or mirrored elements. */
final class PaddedValues {
  private PaddedValues() {}

  static Value pad(Arguments in) {
    Value x = in.value();
    long[][] widths = widths(in, x.rank());
    String mode = in.text("mode").toLowerCase(Locale.ROOT);
    if (in.has(1) && !mode.equals("constant")) {
      throw new IllegalArgumentException(
          "constant_values belong to the mode constant, and the mode is " + mode);
    }
    double fill = in.has(1) ? in.number(1) : 0;
    Value out = x;
    for (int axis = 0; axis < widths.length; axis++) {
      long before = widths[axis][0];
      long after = widths[axis][1];
      if (before < 0 || after < 0) {
        throw new IllegalArgumentException("expected a pad_width of at least 0 in axis " + axis);
      }
      if (before > 0 || after > 0) {
        out = along(out, axis, before, after, mode, fill);
      }
    }
    return out;
  }

  private static Value along(Value x, int axis, long before, long after, String mode, double fill) {
    long size = x.size(axis);
    long most = Math.max(before, after);
    return switch (mode) {
      case "constant" -> x.backend().pad(x, axis, before, after, PadMode.CONSTANT, fill);
      case "reflect" ->
          size < 0 || most < size
              ? x.backend().pad(x, axis, before, after, PadMode.REFLECT, 0)
              : mapped(x, axis, before, after, mode);
      case "symmetric" ->
          size < 0 || most <= size
              ? x.backend().pad(x, axis, before, after, PadMode.SYMMETRIC, 0)
              : mapped(x, axis, before, after, mode);
      case "edge" -> mapped(x, axis, before, after, mode);
      default ->
          throw new IllegalArgumentException(
              "expected the mode constant, reflect, symmetric or edge, received " + mode);
    };
  }

  /** Selects each element from the index that the mode defines. */
  private static Value mapped(Value x, int axis, long before, long after, String mode) {
    long size = x.size(axis);
    if (size <= 0) {
      throw new IllegalArgumentException(
          "axis " + axis + " requires elements and a known size for the mode " + mode);
    }
    long[] positions =
        LongStream.range(-before, size + after).map(i -> source(i, size, mode)).toArray();
    return x.take(x.backend().integers(positions), axis);
  }

  private static long source(long position, long size, String mode) {
    if (mode.equals("edge") || size == 1) {
      return Math.max(0, Math.min(size - 1, position));
    }
    boolean border = mode.equals("symmetric");
    long period = border ? 2 * size : 2 * size - 2;
    long at = Math.floorMod(position, period);
    return at < size ? at : period - at - (border ? 1 : 0);
  }

  /** Reads one number for all sides, a pair for all axes, or a pair for each axis. */
  private static long[][] widths(Arguments in, int rank) {
    long[][] widths = new long[rank][];
    List<?> rows = in.isList("pad_width") ? in.list("pad_width") : List.of();
    boolean each = !rows.isEmpty() && Arguments.isList(rows.get(0));
    if (each && rows.size() != 1 && rows.size() != rank) {
      throw new IllegalArgumentException(
          "pad_width has " + rows.size() + " pairs for " + rank + " axes");
    }
    for (int i = 0; i < rank; i++) {
      long[] pair =
          each
              ? Arguments.longs("pad_width", rows.get(rows.size() == 1 ? 0 : i))
              : in.integers("pad_width");
      if (pair.length > 2) {
        throw new IllegalArgumentException(
            "expected pairs in pad_width, received " + pair.length + " numbers");
      }
      widths[i] = pair.length == 1 ? new long[] {pair[0], pair[0]} : pair;
    }
    return widths;
  }
}
