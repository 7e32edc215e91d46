package dev.braid.models.text;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A sequence-to-sequence model with attention (Luong, 2015). */
public final class Seq2Seq {
  private Seq2Seq() {}

  /** Builds the model with default sizes. */
  public static Model of(long sourceVocabulary, long targetVocabulary) {
    return of(sourceVocabulary, targetVocabulary, 128, 256);
  }

  /**
   * Builds the model from {@code source} and {@code target} to {@code next}, the word that follows
   * each target word.
   *
   * <p>For training, targets are inputs with a start word before them, and outputs without it.
   *
   * @param width the size of word vectors
   * @param units of the LSTMs
   */
  public static Model of(long sourceVocabulary, long targetVocabulary, long width, long units) {
    Tensor source = input("source", ANY);
    Tensor target = input("target", ANY);
    List<Tensor> read =
        lstm(units)
            .returnSequences()
            .returnState()
            .name("encoder")
            .applyAll(source.then(embedding(sourceVocabulary, width).maskZero()));
    Tensor written =
        lstm(units)
            .returnSequences()
            .name("decoder")
            .apply(
                target.then(embedding(targetVocabulary, width).maskZero()),
                read.get(1),
                read.get(2));
    Tensor lookedAt = attention().apply(written, read.get(0));
    Tensor next =
        concatenate(written, lookedAt)
            .then(dense(units, TANH))
            .then(dense(targetVocabulary, SOFTMAX).name("next"));
    return Model.inputs(source, target).outputs(next).name("seq2seq");
  }

  /**
   * Generates the most probable words one after another.
   *
   * @param source one sequence for each row, padded with 0
   * @param start the word before every target
   * @param length the number of words to generate
   */
  public static int[][] write(Model model, int[][] source, int start, int length) {
    int[][] target = new int[source.length][length + 1];
    for (int[] row : target) {
      row[0] = start;
    }
    for (int at = 0; at < length; at++) {
      int[][] sofar = new int[source.length][];
      for (int row = 0; row < source.length; row++) {
        sofar[row] = Arrays.copyOf(target[row], at + 1);
      }
      var probabilities = model.predict(Map.of("source", source, "target", sofar)).get("next");
      for (int row = 0; row < source.length; row++) {
        int best = 0;
        for (int word = 1; word < probabilities.size(2); word++) {
          best =
              probabilities.getFloat(row, at, word) > probabilities.getFloat(row, at, best)
                  ? word
                  : best;
        }
        target[row][at + 1] = best;
      }
    }
    for (int row = 0; row < target.length; row++) {
      target[row] = Arrays.copyOfRange(target[row], 1, length + 1);
    }
    return target;
  }
}
