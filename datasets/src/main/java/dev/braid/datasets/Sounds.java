package dev.braid.datasets;

import dev.braid.data.DataSplit;
import java.util.List;

/**
 * Recordings and the class of each; the arrays go into {@code fit} as they are.
 *
 * @param sounds samples, time; from -1 to 1, all of one length
 * @param labels the class of each sample
 * @param classNames what the classes are called
 * @param rate how many steps of time a second has
 */
public record Sounds(float[][] sounds, int[] labels, List<String> classNames, int rate) {
  public Sounds {
    classNames = List.copyOf(classNames);
    Parts.sameCount(sounds.length, labels.length);
  }

  /** How many recordings there are. */
  public int size() {
    return labels.length;
  }

  /**
   * Parts the recordings by chance, every class alike.
   *
   * @param testSize which part is for testing, between 0 and 1
   * @param seed where chance begins
   */
  public TrainTest<Sounds> split(double testSize, long seed) {
    DataSplit.Parts<float[][], int[]> parts =
        DataSplit.of(sounds, labels).testSize(testSize).seed(seed).stratify(labels).split();
    return new TrainTest<>(
        new Sounds(parts.trainX(), parts.trainY(), classNames, rate),
        new Sounds(parts.testX(), parts.testY(), classNames, rate));
  }
}
