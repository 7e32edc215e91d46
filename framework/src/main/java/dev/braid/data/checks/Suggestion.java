package dev.braid.data.checks;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody may have meant. */
public final class Suggestion {
  private Suggestion() {}

  /** The nearest of some names, when it is near enough to be meant. */
  public static Optional<String> nearest(String name, Collection<String> known) {
    return known.stream()
        .filter(other -> near(name, other))
        .min(
            Comparator.<String>comparingInt(other -> distance(plain(name), plain(other)))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static boolean near(String name, String other) {
    String a = plain(name);
    String b = plain(other);
    int shorter = Math.min(a.length(), b.length());
    boolean part = shorter >= 3 && (a.startsWith(b) || b.startsWith(a));
    return part || distance(a, b) <= Math.max(1, Math.max(a.length(), b.length()) / 4);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[_\\s-]", "");
  }

  // Damerau-Levenshtein with adjacent swaps: "txet" is one slip away from "text"
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(int[][] cost, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
    best = Math.min(best, cost[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
