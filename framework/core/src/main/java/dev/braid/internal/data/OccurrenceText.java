package dev.braid.internal.data;

import dev.braid.internal.data.arrays.ArrayDescription;
import dev.braid.internal.data.arrays.ValueOccurrences;

/** Describes counted values in messages. */
public final class OccurrenceText {
  private OccurrenceText() {}

  /** Returns a text such as {@code 3 of 500 values, the first NaN at [41][3]}. */
  public static String first(ValueOccurrences occurrences, long[] shape, String what) {
    long all = 1;
    for (long size : shape) {
      all *= size;
    }
    return occurrences.count()
        + " of "
        + all
        + " "
        + what
        + (all == 1 ? "" : "s")
        + ", the first "
        + text(occurrences.value())
        + " at "
        + ArrayDescription.index(occurrences.first(), shape);
  }

  /** Formats a value as programs write it: 2.9, not the nearest float with a double's digits. */
  private static String text(Number value) {
    float asFloat = value.floatValue();
    return value instanceof Double && value.doubleValue() == asFloat
        ? Float.toString(asFloat)
        : value.toString();
  }
}
