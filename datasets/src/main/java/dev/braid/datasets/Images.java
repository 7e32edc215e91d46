package dev.braid.datasets;

import dev.braid.data.DataSplit;
import java.util.Arrays;
import java.util.List;

/**
 * Images and the class of each; the arrays are accepted by {@code fit}.
 *
 * @param images samples, height, width, channels; from 0 to 1
 * @param labels the class of each sample
 * @param classNames the names of the classes
 */
public record Images(float[][][][] images, int[] labels, List<String> classNames) {
  private static final double TEST_FRACTION = 0.2;

  public Images {
    classNames = List.copyOf(classNames);
    SampleCountCheck.sameCount(images.length, labels.length);
  }

  /** The number of samples. */
  public int size() {
    return labels.length;
  }

  /** The class name of a sample. */
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

  /** The training part of the default split: four fifths of every class. */
  public Images train() {
    return split(TEST_FRACTION, 0).train();
  }

  /** The test part of the default split: a fifth of every class. */
  public Images test() {
    return split(TEST_FRACTION, 0).test();
  }

  /**
   * Splits the samples at random, every class by the same fraction.
   *
   * @param testSize the fraction for testing, between 0 and 1
   * @param seed the seed of the random generator
   */
  public TrainTest<Images> split(double testSize, long seed) {
    DataSplit.Parts<float[][][][], int[]> parts =
        DataSplit.of(images, labels).testSize(testSize).seed(seed).stratify(labels).split();
    return new TrainTest<>(
        new Images(parts.trainX(), parts.trainY(), classNames),
        new Images(parts.testX(), parts.testY(), classNames));
  }
}
