package dev.braid.internal.data;

import dev.braid.internal.data.arrays.ArrayDescription;
import dev.braid.internal.data.arrays.ValueOccurrences;

/** Writes counted values into messages. */
public final class Found {
  private Found() {}

  /** Such as {@code 3 of 500 numbers, the first NaN at [41][3]}. */
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

  /** As the user wrote it: 2.9 and not what a float makes of it in double. */
  private static String text(Number value) {
    float single = value.floatValue();
    return value instanceof Double && value.doubleValue() == single
        ? Float.toString(single)
        : value.toString();
  }
}
