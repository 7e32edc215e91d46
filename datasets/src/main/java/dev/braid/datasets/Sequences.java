package dev.braid.datasets;

import dev.braid.data.PadSequences;
import java.util.List;

/**
 * Texts as sequences of word numbers, and the class of each.
 *
 * @param sequences one for each text, each of its own length
 * @param labels the class of each text
 * @param classNames what the classes are called
 */
public record Sequences(int[][] sequences, int[] labels, List<String> classNames) {
  public Sequences {
    classNames = List.copyOf(classNames);
    Parts.sameCount(sequences.length, labels.length);
  }

  /** How many texts there are. */
  public int size() {
    return labels.length;
  }

  /** All sequences in one length, padded and cut at the front as in Keras. */
  public int[][] padded(int length) {
    return PadSequences.of(sequences).maxLength(length).toArray();
  }
}
