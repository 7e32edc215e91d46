package dev.braid.metrics;

import dev.braid.Metric;
import dev.braid.Problem;
import dev.braid.StructureException;

/** Writes and refuses options. */
final class Options {
  private Options() {}

  /** The exception for a value that Keras refuses too. */
  static StructureException wrong(Metric metric, String option, String expected, String received) {
    return StructureException.of(
        metric.className() + " cannot be made",
        new Problem("option", option, expected, "received " + received, ""));
  }

  static int atLeast(Metric metric, int least, String option, int value) {
    if (value < least) {
      throw wrong(metric, option, "at least " + least, Integer.toString(value));
    }
    return value;
  }

  /** A single number bare, several as a list, none as null. */
  static Object oneOrMore(double[] numbers) {
    return numbers != null && numbers.length == 1 ? (Object) numbers[0] : numbers;
  }
}
