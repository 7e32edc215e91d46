package dev.braid.datasets;

import dev.braid.data.DataSplit;
import java.util.Arrays;
import java.util.List;

/**
 * Pictures and the class of each; the arrays go into {@code fit} as they are.
 *
 * @param images samples, height, width, channels; from 0 to 1
 * @param labels the class of each sample
 * @param classNames what the classes are called
 */
public record Images(float[][][][] images, int[] labels, List<String> classNames) {
  private static final double TEST_PART = 0.2;

  public Images {
    classNames = List.copyOf(classNames);
    Parts.sameCount(images.length, labels.length);
  }

  /** How many samples there are. */
  public int size() {
    return labels.length;
  }

  /** What the class of a sample is called. */
  public String className(int sample) {
    return classNames.get(labels[sample]);
  }

  /** The first samples. */
  public Images head(int count) {
    return new Images(
        Arrays.copyOf(images, Math.min(count, size())),
        Arrays.copyOf(labels, Math.min(count, size())),
        classNames);
  }

  /** The part to train on of the usual split: four fifths of every class. */
  public Images train() {
    return split(TEST_PART, 0).train();
  }

  /** The part to test on of the usual split: a fifth of every class. */
  public Images test() {
    return split(TEST_PART, 0).test();
  }

  /**
   * Parts the samples by chance, every class alike.
   *
   * @param testSize which part is for testing, between 0 and 1
   * @param seed where chance begins
   */
  public TrainTest<Images> split(double testSize, long seed) {
    DataSplit.Parts<float[][][][], int[]> parts =
        DataSplit.of(images, labels).testSize(testSize).seed(seed).stratify(labels).split();
    return new TrainTest<>(
        new Images(parts.trainX(), parts.trainY(), classNames),
        new Images(parts.testX(), parts.testY(), classNames));
  }
}
