package dev.braid.layers.preprocessing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts tokens, to compute a vocabulary from data. */
final class TokenCounts<T> {
  private final Comparator<T> order;
  private final Map<T, Long> counts = new HashMap<>();

  TokenCounts(Comparator<T> order) {
    this.order = order;
  }

  /** Compares texts by their code points, the order in which Keras sorts their bytes. */
  static int byCodePoints(String a, String b) {
    return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
  }

  void add(T token) {
    counts.merge(token, 1L, Long::sum);
  }

  /**
   * The tokens by descending frequency, and in descending order for equal frequency, as in Keras.
   */
  List<T> byFrequency(int most) {
    List<T> tokens = new ArrayList<>(counts.keySet());
    tokens.sort(Comparator.<T>comparingLong(counts::get).thenComparing(order).reversed());
    return tokens.size() > most ? List.copyOf(tokens.subList(0, most)) : List.copyOf(tokens);
  }
}
