package dev.braid.layers.preprocessing;

import dev.braid.Problem;
import dev.braid.StructureException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives tokens ids before a graph sees them, in Keras' order.
 *
 * <p>Ids run as follows: 0 for the mask token, where there is one; then those for unknown tokens;
 * then the vocabulary. In rows of one-hot, multi-hot, counts and TF-IDF numbers the mask token has
 * no place and is left out.
 *
 * @param <T> the type of tokens
 * @param <L> the lookup itself
 */
public abstract class Lookup<T, L extends Lookup<T, L>> {
  private final String owner;
  private final Comparator<T> order;
  private final Map<T, Integer> places = new HashMap<>();
  private List<T> tokens = List.of();

  /** The inverse document frequency of each token; null where it is unknown. */
  private float[] idf;

  /** That of each id for unknown tokens; null stands for the average over the vocabulary. */
  private float[] oovIdf;

  private int maxTokens;
  private int numOovIndices = 1;
  private T maskToken;
  private T oovToken;
  private boolean pads;

  /**
   * A lookup without a vocabulary.
   *
   * @param owner what messages call it
   * @param order in which tokens of one frequency are sorted
   */
  Lookup(String owner, Comparator<T> order, T oovToken) {
    this.owner = owner;
    this.order = order;
    this.oovToken = oovToken;
  }

  /** The most ids there may be, those of the mask token and of unknown tokens among them. */
  public L maxTokens(int most) {
    check(most > 1, "maxTokens", "a number above 1", most);
    check(
        tokens.isEmpty() || most >= tokens.size() + numOovIndices,
        "maxTokens",
        "at least " + (tokens.size() + numOovIndices) + ", which the vocabulary takes",
        most,
        "Set maxTokens before adapt(…) or vocabulary(…).");
    maxTokens = most;
    return self();
  }

  /** How many ids unknown tokens share; with 0 they are refused. */
  public L numOovIndices(int ids) {
    check(ids >= 0, "numOovIndices", "a number from 0", ids);
    numOovIndices = ids;
    oovIdf = null;
    return self();
  }

  /** The token for padding, which gets the id 0. */
  public L maskToken(T token) {
    check(!places.containsKey(token), "maskToken", "a token outside the vocabulary", quoted(token));
    maskToken = token;
    return self();
  }

  /** The token that ids of unknown tokens turn back into. */
  public L oovToken(T token) {
    check(
        numOovIndices == 0 || !places.containsKey(token),
        "oovToken",
        "a token outside the vocabulary",
        quoted(token));
    oovToken = token;
    return self();
  }

  /** Makes rows {@link #maxTokens} long even where the vocabulary is smaller. */
  public L padToMaxTokens(boolean on) {
    check(!on || maxTokens > 0, "padToMaxTokens", "maxTokens to be set before", "none");
    pads = on;
    return self();
  }

  @SuppressWarnings("unchecked") // every lookup names itself as L
  private L self() {
    return (L) this;
  }

  private void check(boolean fits, String option, String expected, Object received) {
    check(fits, option, expected, received, "");
  }

  private void check(boolean fits, String option, String expected, Object received, String fix) {
    if (!fits) {
      throw refusal(new Problem("layer-option", option, expected, "received " + received, fix));
    }
  }

  private StructureException refusal(Problem problem) {
    return StructureException.of(owner + " does not fit", problem);
  }

  // ---- the vocabulary

  /**
   * Sets the tokens that have ids of their own.
   *
   * <p>The list may begin with the special tokens, as {@link #vocabulary()} and {@link
   * #rowVocabulary()} give them: all of them in that order, or none.
   */
  public final L vocabulary(List<T> given) {
    return set(given, null);
  }

  /**
   * {@link #vocabulary(List)} for TF-IDF too, with the inverse document frequency of each token.
   * Unknown tokens get the average of all, unless the list begins with the special tokens.
   */
  public final L vocabulary(List<T> given, float... idfWeights) {
    check(
        given.size() == idfWeights.length,
        "idfWeights",
        given.size() + " numbers, one for each token",
        idfWeights.length);
    return set(given, idfWeights);
  }

  private L set(List<T> given, float[] weights) {
    check(!given.isEmpty(), "vocabulary", "at least one token", "none");
    int special = specialTokens(given);
    List<T> own = given.subList(special, given.size());
    check(own.stream().noneMatch(Objects::isNull), "vocabulary", "tokens", "null");
    check(!own.isEmpty(), "vocabulary", "at least one token beside the special ones", "none");
    checkNoSpecialTokens(own, special);
    checkDistinct(own);
    int size = own.size() + (rowForm(special) ? numOovIndices : firstId());
    check(maxTokens == 0 || size <= maxTokens, "vocabulary", "at most " + maxTokens + " ids", size);
    take(
        List.copyOf(own),
        weights == null ? null : Arrays.copyOfRange(weights, special, weights.length));
    if (weights != null && special > 0) {
      oovIdf = Arrays.copyOfRange(weights, special - numOovIndices, special);
    }
    return self();
  }

  private void take(List<T> own, float[] weights) {
    tokens = own;
    places.clear();
    own.forEach(token -> places.put(token, places.size()));
    idf = weights;
    oovIdf = null;
  }

  /** How many special tokens a list begins with: those of ids, those of rows, or none. */
  private int specialTokens(List<T> given) {
    List<T> ofIds = special(true);
    List<T> ofRows = special(false);
    if (begins(given, ofIds)) {
      return ofIds.size();
    }
    return begins(given, ofRows) ? ofRows.size() : 0;
  }

  private boolean begins(List<T> given, List<T> special) {
    return given.size() >= special.size() && given.subList(0, special.size()).equals(special);
  }

  /** Rows have no place for the mask token, and so have room for one token more. */
  private boolean rowForm(int special) {
    return maskToken != null && numOovIndices > 0 && special == numOovIndices;
  }

  private List<T> special(boolean ofIds) {
    List<T> special = new ArrayList<>();
    if (ofIds && maskToken != null) {
      special.add(maskToken);
    }
    special.addAll(Collections.nCopies(numOovIndices, oovToken));
    return special;
  }

  private void checkNoSpecialTokens(List<T> own, int offset) {
    int mask = maskToken == null ? -1 : own.indexOf(maskToken);
    // with no ids for unknown tokens the token for them is one like others
    int oov = numOovIndices == 0 || oovToken == null ? -1 : own.indexOf(oovToken);
    int found = mask >= 0 ? mask : oov;
    check(
        found < 0,
        "vocabulary",
        "the special tokens "
            + special(true).stream().map(this::quoted).collect(Collectors.joining(", "))
            + " at the start in this order, or none of them",
        found < 0 ? "" : quoted(own.get(found)) + " at index " + (found + offset),
        "Remove it, or set another " + (mask >= 0 ? "maskToken." : "oovToken."));
  }

  private void checkDistinct(List<T> own) {
    Map<T, Integer> counts = new LinkedHashMap<>();
    own.forEach(token -> counts.merge(token, 1, Integer::sum));
    List<String> repeated =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() > 1)
            .map(entry -> quoted(entry.getKey()) + " " + entry.getValue() + " times")
            .toList();
    check(
        repeated.isEmpty(),
        "vocabulary",
        "each token once",
        String.join(", ", repeated.subList(0, Math.min(5, repeated.size())))
            + (repeated.size() > 5 ? " and " + (repeated.size() - 5) + " more" : ""));
  }

  /** The tokens by id: for padding, for unknown ones, then the vocabulary. */
  public final List<T> vocabulary() {
    List<T> all = special(true);
    int most = maxTokens == 0 ? Integer.MAX_VALUE : Math.max(0, maxTokens - firstId());
    all.addAll(tokens.subList(0, Math.min(tokens.size(), most)));
    return Collections.unmodifiableList(all);
  }

  /**
   * The tokens by column of one-hot, multi-hot, count and TF-IDF rows: for unknown ones, then the
   * vocabulary.
   */
  public final List<T> rowVocabulary() {
    List<T> all = special(false);
    all.addAll(tokens);
    return Collections.unmodifiableList(all);
  }

  /** The inverse document frequency of each token of {@link #rowVocabulary()}. */
  public final float[] idfWeights() {
    check(
        idf != null,
        "idfWeights",
        "inverse document frequencies",
        "none",
        "Call adapt(…), or vocabulary(tokens, idfWeights).");
    float[] all = new float[numOovIndices + idf.length];
    if (oovIdf == null) {
      float total = 0;
      for (float weight : idf) {
        total += weight;
      }
      Arrays.fill(all, 0, numOovIndices, total / idf.length);
    } else {
      System.arraycopy(oovIdf, 0, all, 0, numOovIndices);
    }
    System.arraycopy(idf, 0, all, numOovIndices, idf.length);
    return all;
  }

  /** Learns the vocabulary, the most frequent tokens first, from samples. */
  final L learn(List<? extends List<T>> samples) {
    Tokens<T> found = new Tokens<>(order);
    Map<T, Integer> documents = new HashMap<>();
    for (List<T> sample : samples) {
      Set<T> distinct = new LinkedHashSet<>();
      for (T token : sample) {
        if (!token.equals(maskToken) && !token.equals(oovToken)) {
          found.add(token);
          distinct.add(token);
        }
      }
      distinct.forEach(token -> documents.merge(token, 1, Integer::sum));
    }
    List<T> own = found.byFrequency(maxTokens == 0 ? Integer.MAX_VALUE : room());
    check(!own.isEmpty(), "adapt", "at least one token", "none");
    float[] weights = new float[own.size()];
    for (int i = 0; i < weights.length; i++) {
      double share = samples.size() / (1.0 + documents.get(own.get(i)));
      weights[i] = (float) Math.log(1 + share);
    }
    take(own, weights);
    return self();
  }

  /** How many tokens rows may have, in which the mask token takes no place. */
  private int room() {
    return Math.max(0, maxTokens - numOovIndices);
  }

  private int firstId() {
    return (maskToken == null ? 0 : 1) + numOovIndices;
  }

  /** Rows have room for one token more than ids where there is a mask token. */
  private boolean hasId(int place) {
    return maxTokens == 0 || place + firstId() < maxTokens;
  }

  // ---- ids

  /** Which of several ids an unknown token gets. */
  abstract int bucket(T token, int buckets);

  abstract String text(T token);

  private String quoted(T token) {
    return token == null ? "null" : text(token);
  }

  private int oov(T token) {
    if (numOovIndices == 0) {
      throw refusal(
          new Problem(
              "id-range",
              "tokens",
              "tokens of the vocabulary",
              "received " + text(token),
              "numOovIndices(1) gives unknown ones an id."));
    }
    return numOovIndices == 1 ? 0 : bucket(token, numOovIndices);
  }

  private void checkKnown() {
    check(
        !tokens.isEmpty(),
        "vocabulary",
        "at least one token",
        "none",
        "Call adapt(…) or vocabulary(…) first.");
  }

  final int id(T token) {
    checkKnown();
    if (token.equals(maskToken)) {
      return 0;
    }
    Integer place = places.get(token);
    boolean known = place != null && hasId(place);
    return known ? place + firstId() : oov(token) + (maskToken == null ? 0 : 1);
  }

  /** The place in a row; -1 for the mask token. */
  final int column(T token) {
    checkKnown();
    if (token.equals(maskToken)) {
      return -1;
    }
    Integer place = places.get(token);
    return place == null ? oov(token) : place + numOovIndices;
  }

  /** The token that has an id. */
  final T token(int id) {
    checkKnown();
    if (id == 0 && maskToken != null) {
      return maskToken;
    }
    int place = id - firstId();
    return place >= 0 && place < tokens.size() && hasId(place) ? tokens.get(place) : oovToken;
  }

  // ---- rows

  /** How long rows are. */
  final int width() {
    checkKnown();
    return pads ? maxTokens : tokens.size() + numOovIndices;
  }

  /** Counts times inverse document frequencies. */
  final float[][] weighed(float[][] counts) {
    float[] weights = idfWeights();
    for (float[] row : counts) {
      for (int k = 0; k < weights.length; k++) {
        row[k] *= weights[k];
      }
    }
    return counts;
  }
}
