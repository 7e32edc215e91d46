package dev.braid.datasets;

import dev.braid.data.DataSplit;
import java.util.List;

/**
 * Recordings and the class of each; the arrays are accepted by {@code fit}.
 *
 * @param sounds samples, time; from -1 to 1, all of one length
 * @param labels the class of each sample
 * @param classNames the names of the classes
 * @param rate the number of samples per second
 */
public record Sounds(float[][] sounds, int[] labels, List<String> classNames, int rate) {
  public Sounds {
    classNames = List.copyOf(classNames);
    SampleCountCheck.sameCount(sounds.length, labels.length);
  }

  /** The number of recordings. */
  public int size() {
    return labels.length;
  }

  /**
   * Splits the recordings at random, every class by the same fraction.
   *
   * @param testSize the fraction for testing, between 0 and 1
   * @param seed the seed of the random generator
   */
  public TrainTest<Sounds> split(double testSize, long seed) {
    DataSplit.Parts<float[][], int[]> parts =
        DataSplit.of(sounds, labels).testSize(testSize).seed(seed).stratify(labels).split();
    return new TrainTest<>(
        new Sounds(parts.trainX(), parts.trainY(), classNames, rate),
        new Sounds(parts.testX(), parts.testY(), classNames, rate));
  }
}
