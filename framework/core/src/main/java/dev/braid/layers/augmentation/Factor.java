package dev.braid.layers.augmentation;

import java.util.ArrayList;
import java.util.List;

/**
 * Between which two numbers chance picks.
 *
 * @param single true where one number was given, which stands for itself and its opposite
 */
record Factor(double lower, double upper, boolean single) {
  /** One number, or two in any order; null where there are not so many. */
  static Factor of(double... given) {
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

  double pick(double lot) {
    return lower + (upper - lower) * lot;
  }

  /** As Keras' layers write it that keep what they were given. */
  Object given() {
    return single ? plain(upper) : both();
  }

  /** As Keras' layers write it that keep the range. */
  List<Object> both() {
    return numbers(lower, upper);
  }

  static List<Object> numbers(double... values) {
    List<Object> list = new ArrayList<>();
    for (double value : values) {
      list.add(plain(value));
    }
    return list;
  }

  /** Whole numbers as Python's, without a point. */
  private static Object plain(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return (long) value;
    }
    return value;
  }
}
