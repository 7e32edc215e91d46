package dev.braid.datasets;

import dev.braid.data.PadSequences;
import java.util.List;

/**
 * Texts as sequences of word ids, and the class of each.
 *
 * @param sequences one for each text, of any length
 * @param labels the class of each text
 * @param classNames the names of the classes
 */
public record Sequences(int[][] sequences, int[] labels, List<String> classNames) {
  public Sequences {
    classNames = List.copyOf(classNames);
    SampleCountCheck.sameCount(sequences.length, labels.length);
  }

  /** The number of texts. */
  public int size() {
    return labels.length;
  }

  /** All sequences with one length, padded and truncated at the front as in Keras. */
  public int[][] padded(int length) {
    return PadSequences.of(sequences).maxLength(length).toArray();
  }
}
