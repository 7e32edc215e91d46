package dev.braid.internal.data.checks;

import dev.braid.Problem;

/** Requires that data has samples. */
public final class ShouldNotBeEmpty {
  /** The rule's heading in the errors guide. */
  public static final String ID = "empty";

  private ShouldNotBeEmpty() {}

  /** Returns the problem of an array without samples. */
  public static Problem samples(String name, String form) {
    return Problem.of(ID, name, "no samples in " + form);
  }

  /** Returns the problem of data without batches. */
  public static Problem batches() {
    return Problem.of(ID, "", "there are no batches");
  }

  /** Returns the problem of a validation split that leaves one side without samples. */
  public static Problem split(double part, int samples, String side) {
    return part("validationSplit", part, samples, side)
        .fix("Take another part, or pass validationData(x, y).");
  }

  /** Returns the problem of a fraction that leaves one side without samples. */
  public static Problem part(String option, double part, int samples, String side) {
    return Problem.of(ID, option, part + " of " + samples + " samples leaves none to " + side);
  }
}
