package dev.braid.datasets;

import dev.braid.data.DataSplit;
import java.util.List;

/**
 * Texts and the class of each; a {@link Vocabulary} turns them into numbers.
 *
 * @param texts the texts
 * @param labels the class of each text
 * @param classNames what the classes are called
 */
public record Texts(List<String> texts, int[] labels, List<String> classNames) {
  public Texts {
    texts = List.copyOf(texts);
    classNames = List.copyOf(classNames);
    Parts.sameCount(texts.size(), labels.length);
  }

  /** How many texts there are. */
  public int size() {
    return labels.length;
  }

  /**
   * Parts the texts by chance, every class alike.
   *
   * @param testSize which part is for testing, between 0 and 1
   * @param seed where chance begins
   */
  public TrainTest<Texts> split(double testSize, long seed) {
    DataSplit.Parts<List<String>, int[]> parts =
        DataSplit.of(texts, labels).testSize(testSize).seed(seed).stratify(labels).split();
    return new TrainTest<>(
        new Texts(parts.trainX(), parts.trainY(), classNames),
        new Texts(parts.testX(), parts.testY(), classNames));
  }
}
