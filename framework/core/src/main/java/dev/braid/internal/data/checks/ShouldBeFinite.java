package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.internal.data.OccurrenceText;
import dev.braid.internal.data.arrays.NumericArray;
import dev.braid.internal.data.arrays.ValueOccurrences;

/** Requires that no number is NaN or infinite. */
public final class ShouldBeFinite {
  /** The rule's heading in the errors guide. */
  public static final String ID = "not-finite";

  private ShouldBeFinite() {}

  /**
   * Returns the problem of NaN or infinite numbers.
   *
   * @param missable whether the call has an option that accepts NaN as missing
   * @param allowable whether the call has an option that accepts such numbers
   */
  public static Problem problem(
      ArrayRole role,
      String name,
      ValueOccurrences notFinite,
      NumericArray numbers,
      boolean missable,
      boolean allowable) {
    boolean missing = missable && Double.isNaN(notFinite.value().doubleValue());
    return new Problem(
        ID,
        name,
        "finite numbers",
        "does not hold for " + OccurrenceText.first(notFinite, numbers.shape(), "value"),
        cleaning(role, numbers)
            + (missing ? "; .missingTargets() takes NaN as missing" : "")
            + (allowable ? "; .allowNonFinite() takes all as it is." : "."));
  }

  private static String cleaning(ArrayRole role, NumericArray numbers) {
    if (role == ArrayRole.TARGET) {
      return "Leave these samples out";
    }
    boolean table = numbers.form().startsWith("float[") || numbers.form().startsWith("double[");
    String means =
        table && numbers.rank() == 2 && role == ArrayRole.INPUT ? " or imputeMean(array)" : "";
    return "Clean them with replaceNonFinite(array, 0)" + means;
  }
}
