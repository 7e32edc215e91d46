package dev.braid.layers.preprocessing;

import dev.braid.Problem;
import dev.braid.StructureException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private static final String UNKNOWN = "[UNK]";

  private int maxTokens = Integer.MAX_VALUE;
  private int ngrams = 1;
  private int length;
  private UnaryOperator<String> standardize = TextVectorization::plain;
  private final Map<String, Integer> places = new LinkedHashMap<>();
  private final Map<String, Double> rarity = new HashMap<>();

  /** The most words the vocabulary may have, padding and the unknown word among them. */
  public TextVectorization maxTokens(int most) {
    checked("maxTokens", most, 3);
    maxTokens = most;
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
    Tokens<String> tokens = new Tokens<>(Tokens::byCodePoints);
    Map<String, Integer> documents = new HashMap<>();
    for (String text : texts) {
      List<String> words = words(text);
      words.forEach(tokens::add);
      new HashSet<>(words).forEach(word -> documents.merge(word, 1, Integer::sum));
    }
    vocabulary(tokens.byFrequency(maxTokens - 2));
    rarity.clear();
    places
        .keySet()
        .forEach(
            word -> rarity.put(word, Math.log(1 + texts.length / (1.0 + documents.get(word)))));
    return this;
  }

  /** Sets the words, without padding and the unknown word, the first having the id 2. */
  public TextVectorization vocabulary(List<String> words) {
    places.clear();
    rarity.clear();
    for (String word : words) {
      if (places.putIfAbsent(word, places.size()) != null) {
        throw StructureException.of(
            "The vocabulary does not fit",
            new Problem(
                "layer-option", "vocabulary", "each word once", "\"" + word + "\" twice", ""));
      }
    }
    return this;
  }

  /** The words by id: padding, the unknown word, then what was learnt. */
  public List<String> vocabulary() {
    List<String> all = new ArrayList<>(List.of("", UNKNOWN));
    all.addAll(places.keySet());
    return List.copyOf(all);
  }

  private List<String> words(String text) {
    String[] single =
        SPACE
            .splitAsStream(standardize.apply(text))
            .filter(w -> !w.isEmpty())
            .toArray(String[]::new);
    List<String> words = new ArrayList<>();
    for (int width = 1; width <= ngrams; width++) {
      for (int from = 0; from + width <= single.length; from++) {
        words.add(String.join(" ", Arrays.copyOfRange(single, from, from + width)));
      }
    }
    return words;
  }

  /** The ids of the words, padded with 0 at the end. */
  public int[][] ids(String... texts) {
    List<List<String>> all = Arrays.stream(texts).map(this::words).toList();
    int steps = length > 0 ? length : all.stream().mapToInt(List::size).max().orElse(0);
    int[][] ids = new int[texts.length][steps];
    for (int i = 0; i < ids.length; i++) {
      List<String> words = all.get(i);
      for (int k = 0; k < Math.min(steps, words.size()); k++) {
        Integer place = places.get(words.get(k));
        ids[i][k] = place == null ? 1 : place + 2;
      }
    }
    return ids;
  }

  /** How often each word stands in each text; the first column is for unknown words. */
  public float[][] counts(String... texts) {
    float[][] counts = new float[texts.length][places.size() + 1];
    for (int i = 0; i < counts.length; i++) {
      for (String word : words(texts[i])) {
        counts[i][places.getOrDefault(word, -1) + 1]++;
      }
    }
    return counts;
  }

  /** 1 for each word that stands in a text; the first column is for unknown words. */
  public float[][] multiHot(String... texts) {
    float[][] found = counts(texts);
    for (float[] row : found) {
      for (int k = 0; k < row.length; k++) {
        row[k] = Math.min(1, row[k]);
      }
    }
    return found;
  }

  /** Counts times rarity; unknown words are as rare as words are on average. */
  public float[][] tfIdf(String... texts) {
    if (rarity.isEmpty()) {
      throw StructureException.of(
          "The texts cannot be weighed",
          new Problem(
              "layer-option",
              "tfIdf",
              "a vocabulary learnt from texts",
              "received none",
              "Call adapt(…) first: a vocabulary that is set doesn't say how rare words are."));
    }
    float[] weights = new float[places.size() + 1];
    weights[0] =
        (float) rarity.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
    places.forEach((word, place) -> weights[place + 1] = rarity.get(word).floatValue());
    float[][] weighed = counts(texts);
    for (float[] row : weighed) {
      for (int k = 0; k < row.length; k++) {
        row[k] *= weights[k];
      }
    }
    return weighed;
  }
}
