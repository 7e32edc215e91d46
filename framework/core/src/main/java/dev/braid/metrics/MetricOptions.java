package dev.braid.metrics;

import dev.braid.Metric;
import dev.braid.Problem;
import dev.braid.StructureException;
import org.jspecify.annotations.Nullable;

/** Writes and validates options of metrics. */
final class MetricOptions {
  private MetricOptions() {}

  /** The exception for an invalid value, which Keras also rejects. */
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

  /** A single number as a number, several as a list, none as null. */
  static @Nullable Object oneOrMore(double @Nullable [] numbers) {
    return numbers != null && numbers.length == 1 ? (Object) numbers[0] : numbers;
  }
}
