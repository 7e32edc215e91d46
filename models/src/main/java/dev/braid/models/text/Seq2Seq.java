package dev.braid.models.text;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** From one sequence of words to another: reads, then writes while looking back (Luong, 2015). */
public final class Seq2Seq {
  private Seq2Seq() {}

  /** The usual sizes. */
  public static Model of(long sourceVocabulary, long targetVocabulary) {
    return of(sourceVocabulary, targetVocabulary, 128, 256);
  }

  /**
   * From {@code source} and {@code target} to {@code next}, the word that follows each target word.
   *
   * <p>To train, targets go in with a word for the start before them, and out without it.
   *
   * @param width numbers that stand for a word
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
   * Writes what is likeliest, word after word.
   *
   * @param source one sequence for each row, padded with 0
   * @param start the word that stands before every target
   * @param length how many words to write
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
      var chances = model.predict(Map.of("source", source, "target", sofar)).get("next");
      for (int row = 0; row < source.length; row++) {
        int best = 0;
        for (int word = 1; word < chances.size(2); word++) {
          best = chances.getFloat(row, at, word) > chances.getFloat(row, at, best) ? word : best;
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
