package dev.braid.callbacks;

import dev.braid.Problem;
import dev.braid.StructureException;

/** Refuses options of callbacks. */
final class Options {
  private Options() {}

  static StructureException wrong(String option, String expected, String received) {
    return StructureException.of(
        "An option of a callback does not fit",
        new Problem("option", option, expected, "received " + received, ""));
  }

  static int atLeast(int least, String option, int value) {
    if (value < least) {
      throw wrong(option, "at least " + least, Integer.toString(value));
    }
    return value;
  }
}
