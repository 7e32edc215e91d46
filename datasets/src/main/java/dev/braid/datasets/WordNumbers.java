package dev.braid.datasets;

import dev.braid.datasets.formats.NumpyShuffle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The selection of words of a text, as options of Keras' text data sets; every method returns a
 * changed copy.
 *
 * <p>As in Keras, 0 is padding, 1 starts every text, 2 is an ignored word, and other words have the
 * id rank + 3.
 */
public final class WordNumbers {
  private static final int START = 1;
  private static final int UNKNOWN = 2;
  private static final int FIRST_WORD = 3;

  private final int numWords;
  private final int skipTop;
  private final int maxLength;
  private final int seed;

  private WordNumbers(int numWords, int skipTop, int maxLength, int seed) {
    this.numWords = atLeastOne("numWords", numWords);
    this.skipTop = skipTop;
    this.maxLength = atLeastOne("maxLength", maxLength);
    this.seed = seed;
  }

  private static int atLeastOne(String option, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(option + " must be 1 or more, received " + value);
    }
    return value;
  }

  /** Selects all words of all texts; Keras replaces the one with the highest id by 2. */
  public static WordNumbers all() {
    return new WordNumbers(Integer.MAX_VALUE, 0, Integer.MAX_VALUE, 113);
  }

  /** Selects ids below a limit: the most frequent words. */
  public static WordNumbers below(int numWords) {
    return all().numWords(numWords);
  }

  /** Limits ids to those below a number. */
  public WordNumbers numWords(int numbers) {
    return new WordNumbers(numbers, skipTop, maxLength, seed);
  }

  /** Ignores ids below a number: the most frequent words. */
  public WordNumbers skipTop(int numbers) {
    return new WordNumbers(numWords, numbers, maxLength, seed);
  }

  /** Removes texts of this length or longer. */
  public WordNumbers maxLength(int words) {
    return new WordNumbers(numWords, skipTop, words, seed);
  }

  /** Sets the seed of the order; 113 is Keras' default. */
  public WordNumbers seed(int start) {
    return new WordNumbers(numWords, skipTop, maxLength, start);
  }

  /** The shuffling of texts, shared by the parts of a set as in Keras. */
  NumpyShuffle shuffle() {
    return new NumpyShuffle(seed);
  }

  /** Shuffles, numbers and filters texts as Keras does. */
  Sequences apply(int[][] raw, int[] labels, List<String> classNames, NumpyShuffle shuffle) {
    SampleCountCheck.sameCount(raw.length, labels.length);
    List<int[]> texts = new ArrayList<>();
    IntStream.Builder kept = IntStream.builder();
    for (int row : shuffle.order(raw.length)) {
      if (raw[row].length + 1 < maxLength) {
        texts.add(numbered(raw[row]));
        kept.add(labels[row]);
      }
    }
    if (texts.isEmpty()) {
      throw new IllegalArgumentException(
          "no text is shorter than maxLength " + maxLength + "; raise it");
    }
    return new Sequences(texts.toArray(int[][]::new), kept.build().toArray(), classNames);
  }

  private int[] numbered(int[] words) {
    int[] text = new int[words.length + 1];
    text[0] = START;
    for (int i = 0; i < words.length; i++) {
      text[i + 1] = words[i] + FIRST_WORD;
    }
    return Arrays.stream(text)
        .map(number -> number >= skipTop && number < numWords ? number : UNKNOWN)
        .toArray();
  }
}
