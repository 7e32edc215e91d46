package dev.braid.internal.data.checks;

import dev.braid.Problem;

/** Requires that arguments are not passed in addition to data that contains them. */
public final class ShouldNotRepeatArgument {
  /** The rule's heading in the errors guide. */
  public static final String ID = "duplicate-argument";

  private ShouldNotRepeatArgument() {}

  /** Returns the problem of an argument in addition to data that contains it. */
  public static Problem problem(String argument, String data, String brings) {
    return Problem.of(ID, argument, data + " brings its own " + brings).fix("Leave it out.");
  }

  /** Returns the problem of a split of data that is read batch by batch. */
  public static Problem split(String data) {
    return Problem.of(ID, "validationSplit", data + " cannot be split: it comes batch by batch")
        .fix("Pass validationData(...) instead.");
  }
}
