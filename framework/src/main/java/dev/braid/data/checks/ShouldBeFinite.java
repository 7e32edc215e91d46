package dev.braid.data.checks;

import dev.braid.Problem;
import dev.braid.data.arrays.Tally;

/** No number is NaN or infinite. */
public final class ShouldBeFinite {
  /** The rule's heading in the errors guide. */
  public static final String ID = "not-finite";

  private ShouldBeFinite() {}

  /** NaN or infinite numbers. */
  public static Problem problem(Role role, String name, Tally notFinite, long[] shape) {
    String other =
        role == Role.TARGET
            ? "; .missingTargets() takes NaN as missing, .allowNonFinite() takes all as it is."
            : "; .allowNonFinite() takes all as it is.";
    return new Problem(
        ID,
        name,
        "finite numbers",
        "not so for " + Found.first(notFinite, shape, "number"),
        "Clean them with replaceNonFinite(array, 0) or imputeMean(array)" + other);
  }
}
