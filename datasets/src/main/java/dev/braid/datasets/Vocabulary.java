package dev.braid.datasets;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words of texts by frequency, and their ids.
 *
 * <p>As in Keras' text vectorization, texts are converted to lower case without punctuation, 0 is
 * padding and 1 is an unknown word.
 */
public final class Vocabulary {
  private static final int UNKNOWN = 1;
  private static final int FIRST_WORD = 2;
  private static final Pattern PUNCTUATION =
      Pattern.compile("[!\"#$%&()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~']");
  private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  private final List<String> words;
  private final Map<String, Integer> numbers = new HashMap<>();

  private Vocabulary(List<String> words) {
    this.words = words;
    for (String word : words) {
      numbers.put(word, FIRST_WORD + numbers.size());
    }
  }

  /**
   * The most frequent words; equally frequent ones in alphabetical order.
   *
   * @param texts the training texts
   * @param maxTokens the maximum number of ids, including padding and unknown words
   */
  public static Vocabulary of(Collection<String> texts, int maxTokens) {
    if (maxTokens <= FIRST_WORD) {
      throw new IllegalArgumentException("maxTokens must be 3 or more, received " + maxTokens);
    }
    Map<String, Long> counts = new HashMap<>();
    for (String text : texts) {
      words(text).forEach(word -> counts.merge(word, 1L, Long::sum));
    }
    Comparator<Map.Entry<String, Long>> byCount =
        Map.Entry.<String, Long>comparingByValue().reversed();
    return new Vocabulary(
        counts.entrySet().stream()
            .sorted(byCount.thenComparing(Map.Entry.comparingByKey()))
            .limit(maxTokens - FIRST_WORD)
            .map(Map.Entry::getKey)
            .toList());
  }

  private static Stream<String> words(String text) {
    String plain = PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    return SPACE.splitAsStream(plain).filter(word -> !word.isEmpty());
  }

  /** The number of ids: the {@code inputDim} of an embedding. */
  public int size() {
    return FIRST_WORD + words.size();
  }

  /** The words in the order of their ids, which start at 2. */
  public List<String> words() {
    return words;
  }

  /** The ids of a text's words. */
  public int[] encode(String text) {
    return words(text).mapToInt(word -> numbers.getOrDefault(word, UNKNOWN)).toArray();
  }

  /** The ids of texts' words with one length: truncated, or padded by 0, at the end. */
  public int[][] encode(Collection<String> texts, int length) {
    return texts.stream().map(text -> Arrays.copyOf(encode(text), length)).toArray(int[][]::new);
  }
}
