package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.internal.data.OccurrenceText;
import dev.braid.internal.data.arrays.ValueLimits;
import dev.braid.internal.data.arrays.ValueOccurrences;
import java.util.Locale;

/** Requires that the type in which numbers are stored can represent them. */
public final class ShouldKeepItsValue {
  /** The rule's heading in the errors guide. */
  public static final String ID = "precision";

  private ShouldKeepItsValue() {}

  /** Returns the problem of numbers that would silently change. */
  public static Problem problem(
      String name, ValueOccurrences imprecise, long[] shape, ValueLimits.Storage storage) {
    return new Problem(
        ID,
        name,
        "numbers that " + storage.name().toLowerCase(Locale.ROOT) + " can hold",
        "does not hold for " + OccurrenceText.first(imprecise, shape, "value"),
        storage == ValueLimits.Storage.FLOAT64
            ? "Renumber ids from 0: float64 holds integers to 2^53."
            : fix(imprecise.value().doubleValue()));
  }

  private static String fix(double value) {
    return Math.abs(value) > Float.MAX_VALUE
        ? "Scale the values: float32 ends at 3.4E38."
        : "Scale the values, or renumber ids from 0: float32 holds integers to 2^24.";
  }
}
