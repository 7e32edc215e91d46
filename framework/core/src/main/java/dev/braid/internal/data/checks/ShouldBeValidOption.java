package dev.braid.internal.data.checks;

import dev.braid.Problem;

/** Requires that options have valid values. */
public final class ShouldBeValidOption {
  /** The rule's heading in the errors guide. */
  public static final String ID = "option";

  private ShouldBeValidOption() {}

  /** Returns the problem of an option with an invalid value. */
  public static Problem problem(String option, String expected, Object received) {
    return new Problem(ID, option, expected, "received " + received, "");
  }
}
