package dev.braid.data.signature;

/**
 * Which legal targets of an output are probably a mistake.
 *
 * @param low the smallest number that the output can give
 * @param high the largest number that the output can give
 * @param activation what sets these limits, such as {@code RELU}; empty without limits
 * @param accuracy a metric such as {@code accuracy()} that counts targets of 0 and 1; empty without
 * @param distribution whether the targets of a row are expected to sum to 1
 */
public record TargetDoubts(
    double low, double high, String activation, String accuracy, boolean distribution) {
  /** Nothing is doubted. */
  public static final TargetDoubts NONE =
      new TargetDoubts(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "", "", false);

  /** Whether the values of targets have to be looked at. */
  public boolean any() {
    return !activation.isEmpty() || !accuracy.isEmpty() || distribution;
  }
}
