package dev.braid.internal.data.checks;

import dev.braid.Problem;

/** Options have valid values. */
public final class ShouldBeValidOption {
  /** The rule's heading in the errors guide. */
  public static final String ID = "option";

  private ShouldBeValidOption() {}

  /** A value outside the allowed ones. */
  public static Problem problem(String option, String expected, Object received) {
    return new Problem(ID, option, expected, "received " + received, "");
  }
}
