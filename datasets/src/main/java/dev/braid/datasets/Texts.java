package dev.braid.datasets;

import dev.braid.data.DataSplit;
import java.util.List;

/**
 * Texts and the class of each; a {@link Vocabulary} converts them to ids.
 *
 * @param texts the texts
 * @param labels the class of each text
 * @param classNames the names of the classes
 */
public record Texts(List<String> texts, int[] labels, List<String> classNames) {
  public Texts {
    texts = List.copyOf(texts);
    classNames = List.copyOf(classNames);
    SampleCountCheck.sameCount(texts.size(), labels.length);
  }

  /** The number of texts. */
  public int size() {
    return labels.length;
  }

  /**
   * Splits the texts at random, every class by the same fraction.
   *
   * @param testSize the fraction for testing, between 0 and 1
   * @param seed the seed of the random generator
   */
  public TrainTest<Texts> split(double testSize, long seed) {
    DataSplit.Parts<List<String>, int[]> parts =
        DataSplit.of(texts, labels).testSize(testSize).seed(seed).stratify(labels).split();
    return new TrainTest<>(
        new Texts(parts.trainX(), parts.trainY(), classNames),
        new Texts(parts.testX(), parts.testY(), classNames));
  }
}
