package dev.braid.callbacks;

import dev.braid.Problem;
import dev.braid.StructureException;

/** Checks the options of callbacks. */
final class CallbackOptions {
  private CallbackOptions() {}

  static StructureException wrong(String option, String expected, String received) {
    return StructureException.of(
        "A callback option is invalid",
        new Problem("option", option, expected, "received " + received, ""));
  }

  static int atLeast(int least, String option, int value) {
    if (value < least) {
      throw wrong(option, "at least " + least, Integer.toString(value));
    }
    return value;
  }
}
