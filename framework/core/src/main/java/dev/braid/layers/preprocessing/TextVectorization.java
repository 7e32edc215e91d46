package dev.braid.layers.preprocessing;

import dev.braid.Problem;
import dev.braid.StructureException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Turns texts into numbers before a graph sees them, with Keras' rules and order of the vocabulary.
 *
 * <p>Texts are put in lower case, lose their punctuation and are split at white space. In {@link
 * #ids} 0 is padding and 1 any word that is not known; in {@link #counts} and its kin the first
 * column counts unknown words.
 */
public final class TextVectorization {
  private static final Pattern PUNCTUATION =
      Pattern.compile("[!\"#$%&()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~']");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private final StringLookup lookup = new StringLookup("TextVectorization").maskToken("");
  private int ngrams = 1;
  private int length;
  private UnaryOperator<String> standardize = TextVectorization::plain;

  /** The most words the vocabulary may have, padding and the unknown word among them. */
  public TextVectorization maxTokens(int most) {
    checked("maxTokens", most, 3);
    lookup.maxTokens(most);
    return this;
  }

  /** Takes runs of up to so many words as words too. */
  public TextVectorization ngrams(int words) {
    checked("ngrams", words, 1);
    ngrams = words;
    return this;
  }

  /** Cuts or pads {@link #ids} to a length; without it the longest text of each call sets it. */
  public TextVectorization outputSequenceLength(int steps) {
    checked("outputSequenceLength", steps, 1);
    length = steps;
    return this;
  }

  /** Other preparation of a text than lower case without punctuation. */
  public TextVectorization standardize(UnaryOperator<String> preparation) {
    standardize = preparation;
    return this;
  }

  private static void checked(String option, int value, int least) {
    if (value < least) {
      throw StructureException.of(
          "TextVectorization cannot be made",
          new Problem("layer-option", option, "a number from " + least, "received " + value, ""));
    }
  }

  /** Lower case, without punctuation. */
  static String plain(String text) {
    return PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
  }

  /** Learns the vocabulary, and how rare each word is, from texts. */
  public TextVectorization adapt(String... texts) {
    lookup.adapt(words(texts));
    return this;
  }

  /**
   * Sets the words, of which the first has the id 2.
   *
   * <p>The list may begin with padding and the unknown word, as {@link #vocabulary()} gives it.
   */
  public TextVectorization vocabulary(List<String> words) {
    lookup.vocabulary(words);
    return this;
  }

  /**
   * {@link #vocabulary(List)} for {@link #tfIdf} too, with each word's inverse document frequency.
   */
  public TextVectorization vocabulary(List<String> words, float... idfWeights) {
    lookup.vocabulary(words, idfWeights);
    return this;
  }

  /** The words by id: padding, the unknown word, then what was learnt. */
  public List<String> vocabulary() {
    return lookup.vocabulary();
  }

  /** The words by column of {@link #counts} and its kin: the unknown word, then the others. */
  public List<String> rowVocabulary() {
    return lookup.rowVocabulary();
  }

  /** The inverse document frequency of each word of {@link #rowVocabulary()}. */
  public float[] idfWeights() {
    return lookup.idfWeights();
  }

  private String[][] words(String... texts) {
    return Arrays.stream(texts).map(this::words).toArray(String[][]::new);
  }

  private String[] words(String text) {
    String[] single =
        SPACE
            .splitAsStream(standardize.apply(text))
            .filter(w -> !w.isEmpty())
            .toArray(String[]::new);
    if (ngrams == 1) {
      return single;
    }
    List<String> words = new ArrayList<>();
    for (int width = 1; width <= ngrams; width++) {
      for (int from = 0; from + width <= single.length; from++) {
        words.add(String.join(" ", Arrays.copyOfRange(single, from, from + width)));
      }
    }
    return words.toArray(String[]::new);
  }

  /** The ids of the words, padded with 0 at the end. */
  public int[][] ids(String... texts) {
    int[][] all = lookup.ids(words(texts));
    int steps =
        length > 0 ? length : Arrays.stream(all).mapToInt(row -> row.length).max().orElse(0);
    return Arrays.stream(all).map(row -> Arrays.copyOf(row, steps)).toArray(int[][]::new);
  }

  /** How often each word stands in each text; the first column is for unknown words. */
  public float[][] counts(String... texts) {
    return lookup.counts(words(texts));
  }

  /** 1 for each word that stands in a text; the first column is for unknown words. */
  public float[][] multiHot(String... texts) {
    return lookup.multiHot(words(texts));
  }

  /** Counts times rarity; unknown words are as rare as words are on average. */
  public float[][] tfIdf(String... texts) {
    return lookup.tfIdf(words(texts));
  }
}
