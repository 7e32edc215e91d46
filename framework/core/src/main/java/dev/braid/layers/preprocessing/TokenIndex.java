package dev.braid.layers.preprocessing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a lookup without the special ones, and their inverse document frequencies. It never
 * changes, so that other threads may read it.
 *
 * @param <T> the type of tokens
 */
final class TokenIndex<T> {
  private final List<T> tokens;
  private final Map<T, Integer> indices = new HashMap<>();
  private final float @Nullable [] idf;
  private final float @Nullable [] oovIdf;

  /**
   * Creates a vocabulary.
   *
   * @param idf the inverse document frequency of each token; null if unknown
   * @param oovIdf that of each id for unknown tokens; null stands for the average of all
   */
  TokenIndex(List<T> tokens, float @Nullable [] idf, float @Nullable [] oovIdf) {
    this.tokens = List.copyOf(tokens);
    this.idf = idf;
    this.oovIdf = oovIdf;
    tokens.forEach(token -> indices.put(token, indices.size()));
  }

  List<T> tokens() {
    return tokens;
  }

  int size() {
    return tokens.size();
  }

  boolean contains(T token) {
    return indices.containsKey(token);
  }

  /** The index of a token; null if it is unknown. */
  @Nullable Integer index(T token) {
    return indices.get(token);
  }

  boolean hasIdf() {
    return idf != null;
  }

  TokenIndex<T> withAverageForUnknown() {
    return oovIdf == null ? this : new TokenIndex<>(tokens, idf, null);
  }

  /** The inverse document frequencies, those of unknown tokens first. */
  float[] idf(int unknown) {
    if (idf == null) {
      throw new IllegalStateException("the vocabulary has no inverse document frequencies");
    }
    float[] all = new float[unknown + idf.length];
    if (oovIdf == null) {
      float total = 0;
      for (float weight : idf) {
        total += weight;
      }
      Arrays.fill(all, 0, unknown, total / idf.length);
    } else {
      System.arraycopy(oovIdf, 0, all, 0, unknown);
    }
    System.arraycopy(idf, 0, all, unknown, idf.length);
    return all;
  }
}
