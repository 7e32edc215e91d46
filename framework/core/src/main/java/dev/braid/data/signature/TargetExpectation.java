package dev.braid.data.signature;

/**
 * The targets that are expected of an output; others are legal, but probably a mistake.
 *
 * @param low the smallest value that the output can have
 * @param high the largest value that the output can have
 * @param activation the activation that sets these limits, such as {@code RELU}; empty without any
 * @param accuracy the metric that counts targets of 0 and 1, such as {@code accuracy()}; empty
 *     without
 * @param distribution whether the targets of a row are expected to sum to 1
 */
public record TargetExpectation(
    double low, double high, String activation, String accuracy, boolean distribution) {
  /** Every legal target is expected. */
  public static final TargetExpectation NONE =
      new TargetExpectation(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "", "", false);

  /** Whether the values of targets have to be profiled. */
  public boolean requiresValues() {
    return !activation.isEmpty() || !accuracy.isEmpty() || distribution;
  }
}
