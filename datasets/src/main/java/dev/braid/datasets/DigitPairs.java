package dev.braid.datasets;

import java.util.Map;
import java.util.SplittableRandom;

/**
 * A task with two inputs and three outputs: two pictures of digits; each digit, and their sum.
 *
 * <p>The pictures are real; which two stand together is drawn by chance. Make the pairs to train on
 * and to test on from pictures that were parted before, so that none is in both.
 *
 * @param left the first pictures
 * @param right the second pictures
 * @param leftDigits what the first pictures show
 * @param rightDigits what the second pictures show
 * @param sums both digits added, 0 to 18
 */
public record DigitPairs(
    float[][][][] left, float[][][][] right, int[] leftDigits, int[] rightDigits, int[] sums) {

  /**
   * Draws pairs.
   *
   * @param digits pictures whose class is the digit they show
   * @param count how many pairs
   * @param seed where chance begins
   */
  public static DigitPairs of(Images digits, int count, long seed) {
    if (digits.size() == 0 || count < 1) {
      throw new IllegalArgumentException(
          "pairs need at least one picture and a count of 1 or more, received "
              + digits.size()
              + " pictures and a count of "
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

  /** How many pairs there are. */
  public int size() {
    return sums.length;
  }

  /** The pictures by input name: {@code left}, {@code right}. */
  public Map<String, Object> inputs() {
    return Map.of("left", left, "right", right);
  }

  /** The targets by output name: {@code left_digit}, {@code right_digit}, {@code sum}. */
  public Map<String, Object> targets() {
    return Map.of("left_digit", leftDigits, "right_digit", rightDigits, "sum", sums);
  }
}
