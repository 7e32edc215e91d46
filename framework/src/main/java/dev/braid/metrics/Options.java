package dev.braid.metrics;

/** How options are written. */
final class Options {
  private Options() {}

  /** A single number bare, several as a list, none as null. */
  static Object oneOrMore(double[] numbers) {
    return numbers != null && numbers.length == 1 ? (Object) numbers[0] : numbers;
  }
}
