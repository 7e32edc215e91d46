package dev.braid.schedules;

import dev.braid.Problem;
import dev.braid.StructureException;

/** Checks what schedules are made with. */
final class Options {
  private Options() {}

  static double positive(String schedule, String option, double value) {
    if (value > 0) {
      return value;
    }
    throw StructureException.of(
        schedule + " cannot be made",
        new Problem("option", option, "a number above 0", "received " + value, ""));
  }

  /** The number as Keras writes it: without a fraction where it has none. */
  static Number plain(double value) {
    if (value == Math.rint(value)) {
      return (long) value;
    }
    return value;
  }
}
