package dev.braid.schedules;

import dev.braid.Problem;
import dev.braid.StructureException;

/** Checks options of schedules. */
final class ScheduleOptions {
  private ScheduleOptions() {}

  static double positive(String schedule, String option, double value) {
    if (value > 0) {
      return value;
    }
    throw StructureException.of(
        schedule + " cannot be made",
        new Problem("option", option, "a number above 0", "received " + value, ""));
  }

  /** The number as Keras writes it: an integer if it has no fraction. */
  static Number asKeras(double value) {
    if (value == Math.rint(value)) {
      return (long) value;
    }
    return value;
  }
}
