package dev.braid.datasets;

import java.util.Map;
import java.util.SplittableRandom;

/**
 * A task with two inputs and three outputs: two images of digits, each digit, and their sum.
 *
 * <p>The images are real and paired at random. Create training and test pairs from images that were
 * split before, so that none is in both.
 *
 * @param left the first images
 * @param right the second images
 * @param leftDigits the digits of the first images
 * @param rightDigits the digits of the second images
 * @param sums both digits added, 0 to 18
 */
public record DigitPairs(
    float[][][][] left, float[][][][] right, int[] leftDigits, int[] rightDigits, int[] sums) {

  /**
   * Draws pairs.
   *
   * @param digits images whose class is their digit
   * @param count the number of pairs
   * @param seed the seed of the random generator
   */
  public static DigitPairs of(Images digits, int count, long seed) {
    if (digits.size() == 0 || count < 1) {
      throw new IllegalArgumentException(
          "expected at least one image and a count of 1 or more, received "
              + digits.size()
              + " images and a count of "
              + count);
    }
    SplittableRandom random = new SplittableRandom(seed);
    DigitPairs pairs =
        new DigitPairs(
            new float[count][][][],
            new float[count][][][],
            new int[count],
            new int[count],
            new int[count]);
    for (int i = 0; i < count; i++) {
      int first = random.nextInt(digits.size());
      int second = random.nextInt(digits.size());
      pairs.left[i] = digits.images()[first];
      pairs.right[i] = digits.images()[second];
      pairs.leftDigits[i] = digits.labels()[first];
      pairs.rightDigits[i] = digits.labels()[second];
      pairs.sums[i] = pairs.leftDigits[i] + pairs.rightDigits[i];
    }
    return pairs;
  }

  /** The number of pairs. */
  public int size() {
    return sums.length;
  }

  /** The images by input name: {@code left}, {@code right}. */
  public Map<String, Object> inputs() {
    return Map.of("left", left, "right", right);
  }

  /** The targets by output name: {@code left_digit}, {@code right_digit}, {@code sum}. */
  public Map<String, Object> targets() {
    return Map.of("left_digit", leftDigits, "right_digit", rightDigits, "sum", sums);
  }
}
