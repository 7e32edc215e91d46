package dev.braid.layers.preprocessing;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.internal.graph.LayerState;
import dev.braid.layers.BaseLayer;
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
import org.jspecify.annotations.Nullable;

/**
 * A vocabulary and the options of a lookup.
 *
 * @param <T> the type of tokens
 * @param <L> the lookup's class
 */
public abstract class BaseLookup<T, L extends BaseLookup<T, L>> extends BaseLayer<L> {
  private static final List<String> MODES =
      List.of("int", "one_hot", "multi_hot", "count", "tf_idf");

  private final String owner;
  private final Comparator<T> order;
  volatile TokenIndex<T> known = new TokenIndex<>(List.of(), null, null);

  /** The size that a file says its vocabulary has, before the vocabulary is read; 0 if unknown. */
  int fileSize;

  /**
   * The configuration that holds the vocabulary as it was read; null where a file has an asset for
   * it.
   */
  @Nullable Config held;

  /** The layer that this lookup is a part of; null for none. */
  private @Nullable Layer owningLayer;

  int maxTokens;
  int numOovIndices = 1;
  @Nullable T maskToken;
  T oovToken;
  boolean pads;
  boolean invert;
  String outputMode = "int";
  TextHash salt = new TextHash();

  /**
   * A lookup without a vocabulary.
   *
   * @param owner its name in messages
   * @param order the order of tokens of equal frequency
   */
  BaseLookup(String owner, Comparator<T> order, T oovToken) {
    this.owner = owner;
    this.order = order;
    this.oovToken = oovToken;
  }

  /** Sets the maximum number of ids, including those of the mask token and of unknown tokens. */
  public L maxTokens(int most) {
    check(most > 1, "maxTokens", "a number above 1", most);
    checkNotApplied("maxTokens");
    check(
        known.size() == 0 || most >= known.size() + numOovIndices,
        "maxTokens",
        "at least " + (known.size() + numOovIndices) + ", which the vocabulary requires",
        most,
        "Set maxTokens before adapt(…) or vocabulary(…).");
    maxTokens = most;
    return self();
  }

  /** Sets the number of ids for unknown tokens; with 0 unknown tokens are rejected. */
  public L numOovIndices(int ids) {
    check(ids >= 0, "numOovIndices", "an integer of at least 0", ids);
    checkNotApplied("numOovIndices");
    numOovIndices = ids;
    known = known.withAverageForUnknown();
    return self();
  }

  /** Sets the token for padding, which gets the id 0. */
  public L maskToken(T token) {
    checkNotApplied("maskToken");
    check(!known.contains(token), "maskToken", "a token outside the vocabulary", quoted(token));
    maskToken = token;
    return self();
  }

  /** Sets the token to which ids of unknown tokens are inverted. */
  public L oovToken(T token) {
    check(
        numOovIndices == 0 || !known.contains(token),
        "oovToken",
        "a token outside the vocabulary",
        quoted(token));
    oovToken = token;
    return self();
  }

  /** Makes rows {@link #maxTokens} long even where the vocabulary is smaller. */
  public L padToMaxTokens(boolean on) {
    check(!on || maxTokens > 0, "padToMaxTokens", "maxTokens to be set before", "none");
    checkNotApplied("padToMaxTokens");
    pads = on;
    return self();
  }

  /**
   * Sets the output in a graph: int, the id of each token; one_hot, a row for each token;
   * multi_hot, count or tf_idf, a row for each sample.
   */
  public L outputMode(String mode) {
    String given = IdEncoding.mode(this, mode, MODES);
    checkNotApplied("outputMode");
    check(!invert || given.equals("int"), "outputMode", "int, since the layer inverts", given);
    outputMode = given;
    return self();
  }

  public final String outputMode() {
    return outputMode;
  }

  /** Makes the layer map ids to tokens in a graph, as {@code inverse} does outside one. */
  public L invert(boolean on) {
    checkNotApplied("invert");
    check(!on || outputMode.equals("int"), "invert", "the output mode int", outputMode);
    invert = on;
    return self();
  }

  /** True if the layer maps ids to tokens in a graph. */
  public final boolean inverts() {
    return invert;
  }

  /** Salts the hash that distributes unknown tokens over several ids. */
  public L salt(long first, long second) {
    checkNotApplied("salt");
    salt = new TextHash(first, second);
    return self();
  }

  final TextHash hash() {
    return salt;
  }

  /** A copy that changes no more with this lookup. */
  final L duplicate() {
    return with(copy -> {});
  }

  @SuppressWarnings("unchecked") // L is the lookup's class
  final L self() {
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
    return StructureException.of((name() == null ? owner : label()) + " does not fit", problem);
  }

  private boolean isApplied() {
    return LayerState.of(owningLayer == null ? this : owningLayer).built();
  }

  /** Makes the lookup a part of another layer, which is applied instead. */
  final void ownedBy(Layer layer) {
    owningLayer = layer;
  }

  private void checkNotApplied(String option) {
    check(
        !isApplied(),
        option,
        "options that are set before the layer is applied",
        "a layer that was applied",
        "Set it first, or use a second layer.");
  }

  // ---- the vocabulary

  /**
   * Sets the tokens of the vocabulary.
   *
   * <p>The list may begin with the special tokens, as {@link #vocabulary()} and {@link
   * #rowVocabulary()} give them: all of them in that order, or none.
   */
  public final L vocabulary(List<T> given) {
    return set(given, null);
  }

  /**
   * Sets the vocabulary with the inverse document frequency of each token, for TF-IDF rows. Unknown
   * tokens get the average of all, unless the list begins with the special tokens.
   */
  public final L vocabulary(List<T> given, float... idfWeights) {
    check(
        given.size() == idfWeights.length,
        "idfWeights",
        given.size() + " values, one for each token",
        idfWeights.length);
    return set(given, idfWeights);
  }

  private L set(List<T> given, float @Nullable [] weights) {
    check(!given.isEmpty(), "vocabulary", "at least one token", "none");
    int special = specialTokens(given);
    List<T> regular = given.subList(special, given.size());
    check(regular.stream().noneMatch(Objects::isNull), "vocabulary", "tokens", "null");
    check(!regular.isEmpty(), "vocabulary", "at least one token beside the special ones", "none");
    checkNoSpecialTokens(regular, special);
    checkDistinct(regular);
    int size = regular.size() + (rowForm(special) ? numOovIndices : firstId());
    check(maxTokens == 0 || size <= maxTokens, "vocabulary", "at most " + maxTokens + " ids", size);
    float @Nullable [] idf = null;
    float @Nullable [] oovIdf = null;
    if (weights != null) {
      idf = Arrays.copyOfRange(weights, special, weights.length);
      oovIdf = special > 0 ? Arrays.copyOfRange(weights, special - numOovIndices, special) : null;
    }
    take(new TokenIndex<>(regular, idf, oovIdf));
    return self();
  }

  private void take(TokenIndex<T> found) {
    int before = known.size() > 0 ? known.size() + numOovIndices : fileSize;
    int size = found.size() + numOovIndices;
    boolean rows = !outputMode.equals("int") && !pads;
    check(
        !isApplied() || !rows || before == size,
        "vocabulary",
        before + " tokens with those for unknown ones, as when the layer was applied",
        size,
        "Apply a new layer to use another number of tokens.");
    known = found;
    held = null;
  }

  /** The number of special tokens that a list begins with: those of ids, those of rows, or none. */
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

  /**
   * Whether a list is in the form of rows, which have no mask token and so allow one more token.
   */
  private boolean rowForm(int special) {
    return maskToken != null && numOovIndices > 0 && special == numOovIndices;
  }

  final List<T> special(boolean ofIds) {
    List<T> special = new ArrayList<>();
    if (ofIds && maskToken != null) {
      special.add(maskToken);
    }
    special.addAll(Collections.nCopies(numOovIndices, oovToken));
    return special;
  }

  private void checkNoSpecialTokens(List<T> regular, int offset) {
    int mask = maskToken == null ? -1 : regular.indexOf(maskToken);
    // without ids for unknown tokens the token for them is an ordinary one
    int oov = numOovIndices == 0 || oovToken == null ? -1 : regular.indexOf(oovToken);
    int found = mask >= 0 ? mask : oov;
    check(
        found < 0,
        "vocabulary",
        "the special tokens "
            + special(true).stream().map(this::quoted).collect(Collectors.joining(", "))
            + " at the start in this order, or none of them",
        found < 0 ? "" : quoted(regular.get(found)) + " at index " + (found + offset),
        "Remove it, or set another " + (mask >= 0 ? "maskToken." : "oovToken."));
  }

  private void checkDistinct(List<T> regular) {
    Map<T, Integer> counts = new LinkedHashMap<>();
    regular.forEach(token -> counts.merge(token, 1, Integer::sum));
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

  /** The tokens by id: padding, unknown tokens, then the vocabulary. */
  public final List<T> vocabulary() {
    List<T> all = special(true);
    int most = maxTokens == 0 ? Integer.MAX_VALUE : Math.max(0, maxTokens - firstId());
    List<T> tokens = known.tokens();
    all.addAll(tokens.subList(0, Math.min(tokens.size(), most)));
    return Collections.unmodifiableList(all);
  }

  /**
   * The tokens by column of one-hot, multi-hot, count and TF-IDF rows: unknown tokens, then the
   * vocabulary.
   */
  public final List<T> rowVocabulary() {
    List<T> all = special(false);
    all.addAll(known.tokens());
    return Collections.unmodifiableList(all);
  }

  /** The inverse document frequency of each token of {@link #rowVocabulary()}. */
  public final float[] idfWeights() {
    check(
        known.hasIdf(),
        "idfWeights",
        "inverse document frequencies",
        "none",
        "Call adapt(…), or vocabulary(tokens, idfWeights).");
    return known.idf(numOovIndices);
  }

  /** Computes the vocabulary, the most frequent tokens first, from samples. */
  final L fit(List<? extends List<T>> samples) {
    TokenCounts<T> found = new TokenCounts<>(order);
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
    List<T> regular = found.byFrequency(maxTokens == 0 ? Integer.MAX_VALUE : rowCapacity());
    check(!regular.isEmpty(), "adapt", "at least one token", "none");
    float[] weights = new float[regular.size()];
    for (int i = 0; i < weights.length; i++) {
      double inverseFrequency = samples.size() / (1.0 + documents.getOrDefault(regular.get(i), 0));
      weights[i] = (float) Math.log(1 + inverseFrequency);
    }
    take(new TokenIndex<>(regular, weights, null));
    return self();
  }

  /** The maximum number of tokens in rows, which have no mask token. */
  private int rowCapacity() {
    return Math.max(0, maxTokens - numOovIndices);
  }

  final int firstId() {
    return (maskToken == null ? 0 : 1) + numOovIndices;
  }

  /** True if an id for the token at this index fits into {@code maxTokens}. */
  final boolean hasId(long index) {
    return maxTokens == 0 || index + firstId() < maxTokens;
  }

  // ---- ids

  /** The index of the id that an unknown token gets among several. */
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
              "Give unknown tokens an id by numOovIndices(1)."));
    }
    return numOovIndices == 1 ? 0 : bucket(token, numOovIndices);
  }

  final void checkKnown() {
    check(
        known.size() > 0,
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
    Integer index = known.index(token);
    return index != null && hasId(index)
        ? index + firstId()
        : oov(token) + (maskToken == null ? 0 : 1);
  }

  /** The index in a row; -1 for the mask token. */
  final int column(T token) {
    checkKnown();
    if (token.equals(maskToken)) {
      return -1;
    }
    Integer index = known.index(token);
    return index == null ? oov(token) : index + numOovIndices;
  }

  /** The token that has an id. */
  final T token(long id) {
    checkKnown();
    if (id == 0 && maskToken != null) {
      return maskToken;
    }
    long index = id - firstId();
    return index >= 0 && index < known.size() && hasId(index)
        ? known.tokens().get((int) index)
        : oovToken;
  }

  // ---- rows

  /** The length of rows. */
  final int width() {
    checkKnown();
    return pads ? maxTokens : known.size() + numOovIndices;
  }

  /** Multiplies counts by inverse document frequencies. */
  final float[][] weighted(float[][] counts) {
    float[] weights = idfWeights();
    for (float[] row : counts) {
      for (int k = 0; k < weights.length; k++) {
        row[k] *= weights[k];
      }
    }
    return counts;
  }
}
