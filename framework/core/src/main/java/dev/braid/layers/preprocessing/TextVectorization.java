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
 * Converts texts to numbers before they enter a graph, with Keras' rules and order of the
 * vocabulary.
 *
 * <p>Texts are put in lower case, lose their punctuation and are split at white space. In {@link
 * #ids} 0 is padding and 1 an unknown word; in {@link #counts} and the other rows the first column
 * counts unknown words.
 */
public final class TextVectorization {
  private static final Pattern PUNCTUATION =
      Pattern.compile("[!\"#$%&()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~']");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private final StringLookup lookup = new StringLookup("TextVectorization").maskToken("");
  private int ngrams = 1;
  private int length;
  private UnaryOperator<String> standardize = TextVectorization::plain;

  /** Sets the maximum size of the vocabulary, including padding and the unknown word. */
  public TextVectorization maxTokens(int most) {
    checked("maxTokens", most, 3);
    lookup.maxTokens(most);
    return this;
  }

  /** Adds n-grams of up to a number of words as words. */
  public TextVectorization ngrams(int words) {
    checked("ngrams", words, 1);
    ngrams = words;
    return this;
  }

  /** Truncates or pads {@link #ids} to a length; by default to the longest text of each call. */
  public TextVectorization outputSequenceLength(int steps) {
    checked("outputSequenceLength", steps, 1);
    length = steps;
    return this;
  }

  /** Replaces the standardization of texts, by default lower case without punctuation. */
  public TextVectorization standardize(UnaryOperator<String> preparation) {
    standardize = preparation;
    return this;
  }

  private static void checked(String option, int value, int least) {
    if (value < least) {
      throw StructureException.of(
          "TextVectorization cannot be made",
          new Problem(
              "layer-option", option, "an integer of at least " + least, "received " + value, ""));
    }
  }

  /** Converts to lower case and removes punctuation. */
  static String plain(String text) {
    return PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
  }

  /** Computes the vocabulary and the inverse document frequencies from texts. */
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

  /** Sets the words with their inverse document frequencies, for {@link #tfIdf}. */
  public TextVectorization vocabulary(List<String> words, float... idfWeights) {
    lookup.vocabulary(words, idfWeights);
    return this;
  }

  /** The words by id: padding, the unknown word, then the vocabulary. */
  public List<String> vocabulary() {
    return lookup.vocabulary();
  }

  /**
   * The words by column of {@link #counts} and the other rows: the unknown word, then the
   * vocabulary.
   */
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

  /** The count of each word in each text; the first column is for unknown words. */
  public float[][] counts(String... texts) {
    return lookup.counts(words(texts));
  }

  /** 1 for each word that occurs in a text; the first column is for unknown words. */
  public float[][] multiHot(String... texts) {
    return lookup.multiHot(words(texts));
  }

  /** TF-IDF rows; unknown words have the average inverse document frequency. */
  public float[][] tfIdf(String... texts) {
    return lookup.tfIdf(words(texts));
  }
}
