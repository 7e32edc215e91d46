package dev.braid.layers.augmentation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A range from which random values are drawn.
 *
 * @param single true if one number was given, which stands for the range from its opposite to
 *     itself
 */
record Factor(double lower, double upper, boolean single) {
  /** One number, or two in any order; null for another count. */
  static @Nullable Factor of(double @Nullable ... given) {
    if (given == null || given.length < 1 || given.length > 2) {
      return null;
    }
    return given.length == 1
        ? new Factor(-Math.abs(given[0]), Math.abs(given[0]), true)
        : new Factor(Math.min(given[0], given[1]), Math.max(given[0], given[1]), false);
  }

  boolean within(double least, double most) {
    return lower >= least && upper <= most;
  }

  double interpolate(double draw) {
    return lower + (upper - lower) * draw;
  }

  /** The value as written by Keras' layers that keep the given argument. */
  Object given() {
    return single ? asPython(upper) : both();
  }

  /** The value as written by Keras' layers that keep the range. */
  List<Object> both() {
    return numbers(lower, upper);
  }

  static List<Object> numbers(double... values) {
    List<Object> list = new ArrayList<>();
    for (double value : values) {
      list.add(asPython(value));
    }
    return list;
  }

  /** Writes integers without a decimal point, as Python does. */
  private static Object asPython(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return (long) value;
    }
    return value;
  }
}
