package dev.braid.internal.data;

import dev.braid.internal.data.arrays.ArrayDescription;
import dev.braid.internal.data.arrays.ValueOccurrences;

/** Describes counted values in messages. */
public final class OccurrenceText {
  private OccurrenceText() {}

  /** Such as {@code 3 of 500 values, the first NaN at [41][3]}. */
  public static String first(ValueOccurrences tally, long[] shape, String what) {
    long all = 1;
    for (long size : shape) {
      all *= size;
    }
    return tally.count()
        + " of "
        + all
        + " "
        + what
        + (all == 1 ? "" : "s")
        + ", the first "
        + text(tally.value())
        + " at "
        + ArrayDescription.index(tally.first(), shape);
  }

  /** The value as a program writes it: 2.9, not the nearest float with all digits of a double. */
  private static String text(Number value) {
    float single = value.floatValue();
    return value instanceof Double && value.doubleValue() == single
        ? Float.toString(single)
        : value.toString();
  }
}
