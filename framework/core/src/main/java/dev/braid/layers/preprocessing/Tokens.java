package dev.braid.layers.preprocessing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts tokens, to learn a vocabulary from data. */
final class Tokens<T> {
  private final Comparator<T> order;
  private final Map<T, Long> counts = new HashMap<>();

  Tokens(Comparator<T> order) {
    this.order = order;
  }

  /** Texts in the order of their code points, in which Keras sorts their bytes. */
  static int byCodePoints(String a, String b) {
    return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
  }

  void add(T token) {
    counts.merge(token, 1L, Long::sum);
  }

  /** The most frequent first, those of one frequency in falling order, as Keras sorts them. */
  List<T> byFrequency(int most) {
    List<T> tokens = new ArrayList<>(counts.keySet());
    tokens.sort(Comparator.<T>comparingLong(counts::get).thenComparing(order).reversed());
    return tokens.size() > most ? List.copyOf(tokens.subList(0, most)) : List.copyOf(tokens);
  }
}
