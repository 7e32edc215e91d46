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
import java.util.Set;

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
  private final Comparator<T> order;
  private final Map<T, Integer> places = new LinkedHashMap<>();
  private final Map<T, Float> rarity = new HashMap<>();
  private int maxTokens;
  private int numOovIndices = 1;
  private T maskToken;
  private T oovToken;
  private boolean pads;

  Lookup(Comparator<T> order, T oovToken) {
    this.order = order;
    this.oovToken = oovToken;
  }

  /** The most ids there may be, those of the mask token and of unknown tokens among them. */
  public L maxTokens(int most) {
    check(most > 1, "maxTokens", "a number above 1", most);
    maxTokens = most;
    return self();
  }

  /** How many ids unknown tokens share; with 0 they are refused. */
  public L numOovIndices(int ids) {
    check(ids >= 0, "numOovIndices", "a number from 0", ids);
    numOovIndices = ids;
    return self();
  }

  /** The token for padding, which gets the id 0. */
  public L maskToken(T token) {
    maskToken = token;
    return self();
  }

  /** The token that ids of unknown tokens turn back into. */
  public L oovToken(T token) {
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
    if (!fits) {
      throw refusal(new Problem("layer-option", option, expected, "received " + received, ""));
    }
  }

  private StructureException refusal(Problem problem) {
    return StructureException.of(getClass().getSimpleName() + " does not fit", problem);
  }

  // ---- the vocabulary

  /** Sets the tokens that have ids of their own, without those for padding and unknown ones. */
  public final L vocabulary(List<T> tokens) {
    check(!tokens.isEmpty(), "vocabulary", "at least one token", "none");
    int size = tokens.size() + firstId();
    check(maxTokens == 0 || size <= maxTokens, "vocabulary", "at most " + maxTokens + " ids", size);
    Map<T, Integer> found = new LinkedHashMap<>();
    for (T token : tokens) {
      check(!token.equals(maskToken), "vocabulary", "no mask token", text(token));
      check(
          found.putIfAbsent(token, found.size()) == null,
          "vocabulary",
          "each token once",
          text(token) + " twice");
    }
    places.clear();
    places.putAll(found);
    rarity.clear();
    return self();
  }

  /** {@link #vocabulary(List)} for TF-IDF too, with the rarity of each token. */
  public final L vocabulary(List<T> tokens, float... idfWeights) {
    check(
        tokens.size() == idfWeights.length,
        "idfWeights",
        tokens.size() + " numbers, one for each token",
        idfWeights.length);
    vocabulary(tokens);
    for (int i = 0; i < idfWeights.length; i++) {
      rarity.put(tokens.get(i), idfWeights[i]);
    }
    return self();
  }

  /** The tokens by id: for padding, for unknown ones, then the vocabulary. */
  public final List<T> vocabulary() {
    List<T> all = new ArrayList<>();
    if (maskToken != null) {
      all.add(maskToken);
    }
    for (int i = 0; i < numOovIndices; i++) {
      all.add(oovToken);
    }
    places.forEach(
        (token, place) -> {
          if (hasId(place)) {
            all.add(token);
          }
        });
    return Collections.unmodifiableList(all);
  }

  /** Learns the vocabulary, the most frequent tokens first, from samples. */
  final L learn(List<? extends List<T>> samples) {
    Tokens<T> tokens = new Tokens<>(order);
    Map<T, Integer> documents = new HashMap<>();
    for (List<T> sample : samples) {
      Set<T> distinct = new LinkedHashSet<>();
      for (T token : sample) {
        if (!token.equals(maskToken) && !token.equals(oovToken)) {
          tokens.add(token);
          distinct.add(token);
        }
      }
      distinct.forEach(token -> documents.merge(token, 1, Integer::sum));
    }
    places.clear();
    rarity.clear();
    for (T token : tokens.byFrequency(maxTokens == 0 ? Integer.MAX_VALUE : room())) {
      places.put(token, places.size());
      double share = samples.size() / (1.0 + documents.get(token));
      rarity.put(token, (float) Math.log(1 + share));
    }
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

  final int id(T token) {
    if (token.equals(maskToken)) {
      return 0;
    }
    Integer place = places.get(token);
    boolean known = place != null && hasId(place);
    return known ? place + firstId() : oov(token) + (maskToken == null ? 0 : 1);
  }

  /** The place in a row; -1 for the mask token. */
  final int column(T token) {
    if (token.equals(maskToken)) {
      return -1;
    }
    Integer place = places.get(token);
    return place == null ? oov(token) : place + numOovIndices;
  }

  /** The token that has an id. */
  final T token(int id) {
    List<T> tokens = vocabulary();
    return id >= 0 && id < tokens.size() ? tokens.get(id) : oovToken;
  }

  // ---- rows

  /** How long rows are. */
  final int width() {
    if (pads) {
      return maxTokens;
    }
    if (places.isEmpty()) {
      throw refusal(
          new Problem(
              "layer-option",
              "vocabulary",
              "tokens, as rows are as long as the vocabulary",
              "received none",
              "Call adapt(…) or vocabulary(…) first."));
    }
    return places.size() + numOovIndices;
  }

  /** Counts times rarity; unknown tokens are as rare as tokens are on average. */
  final float[][] weighed(float[][] counts) {
    if (rarity.isEmpty()) {
      throw refusal(
          new Problem(
              "layer-option",
              "tfIdf",
              "a vocabulary learnt from data",
              "received none",
              "Call adapt(…) first: a vocabulary that is set doesn't say how rare tokens are."));
    }
    float[] weights = new float[width()];
    float total = 0;
    for (Map.Entry<T, Integer> entry : places.entrySet()) {
      float weight = rarity.get(entry.getKey());
      weights[entry.getValue() + numOovIndices] = weight;
      total += weight;
    }
    Arrays.fill(weights, 0, numOovIndices, total / places.size());
    for (float[] row : counts) {
      for (int k = 0; k < row.length; k++) {
        row[k] *= weights[k];
      }
    }
    return counts;
  }
}
