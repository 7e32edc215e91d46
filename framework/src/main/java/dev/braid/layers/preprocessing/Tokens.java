package dev.braid.layers.preprocessing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts tokens, to learn a vocabulary from data. */
final class Tokens<T extends Comparable<T>> {
  private final Map<T, Long> counts = new HashMap<>();

  void add(T token) {
    counts.merge(token, 1L, Long::sum);
  }

  /** The most frequent first, those of one frequency in falling order, as Keras sorts them. */
  List<T> byFrequency(int most) {
    List<T> tokens = new ArrayList<>(counts.keySet());
    tokens.sort(
        Comparator.<T>comparingLong(counts::get)
            .thenComparing(Comparator.naturalOrder())
            .reversed());
    return tokens.size() > most ? List.copyOf(tokens.subList(0, most)) : List.copyOf(tokens);
  }
}
