package dev.braid.internal.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the known name that is nearest to a misspelled one. */
public final class Nearest {
  /** The maximum number of names that are all listed. */
  private static final int MOST_LISTED = 12;

  private static final int NEAREST_LISTED = 8;

  /** The minimum length of names that may differ by a letter. */
  private static final int LEAST_MISTYPED = 3;

  /** The maximum length of compared names: comparing takes quadratic time. */
  private static final int LONGEST = 100;

  private Nearest() {}

  /**
   * The nearest name, if it is near enough to be meant.
   *
   * <p>That is the case if at most a quarter of the letters differ, or one letter of three, if one
   * begins like the other, or if all words of one are in the other, as those of {@code
   * val_accuracy} are in {@code val_label_accuracy}. Case and separators are ignored.
   */
  public static Optional<String> to(String name, Collection<String> known) {
    return known.stream().filter(candidate -> near(name, candidate)).min(byDistance(name));
  }

  /**
   * The known names in quotes, in their order; of many names, the nearest ones and the number of
   * the others.
   */
  public static String among(String name, Collection<String> known) {
    if (known.size() <= MOST_LISTED) {
      return quoted(known.stream());
    }
    return quoted(known.stream().sorted(byDistance(name)).limit(NEAREST_LISTED))
        + " and "
        + (known.size() - NEAREST_LISTED)
        + " more";
  }

  private static String quoted(Stream<String> names) {
    return names.map(name -> '"' + name + '"').collect(Collectors.joining(", "));
  }

  private static Comparator<String> byDistance(String name) {
    return Comparator.<String, Boolean>comparing(candidate -> !near(name, candidate))
        .thenComparingInt(candidate -> distance(normalized(name), normalized(candidate)))
        .thenComparingInt(candidate -> distance(name, candidate))
        .thenComparing(Comparator.naturalOrder());
  }

  private static boolean near(String name, String candidate) {
    if (name.length() > LONGEST || candidate.length() > LONGEST) {
      return false;
    }
    String a = normalized(name);
    String b = normalized(candidate);
    int shorter = Math.min(a.length(), b.length());
    int longer = Math.max(a.length(), b.length());
    boolean beginning = shorter >= 3 && (a.startsWith(b) || b.startsWith(a));
    return beginning
        || containsInOrder(words(name), words(candidate))
        || containsInOrder(words(candidate), words(name))
        || distance(a, b) <= (longer < LEAST_MISTYPED ? 0 : Math.max(1, longer / 4));
  }

  /** Whether all words of a name come in this order in another. */
  private static boolean containsInOrder(List<String> all, List<String> words) {
    int found = 0;
    for (String word : all) {
      if (found < words.size() && word.equals(words.get(found))) {
        found++;
      }
    }
    return found > 0 && found == words.size();
  }

  private static List<String> words(String name) {
    return Arrays.stream(name.toLowerCase(Locale.ROOT).split("[_\\s-]+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static String normalized(String name) {
    return String.join("", words(name));
  }

  // Damerau-Levenshtein with adjacent swaps: "txet" has the distance 1 from "text"
  private static int distance(String a, String b) {
    if (a.length() > LONGEST || b.length() > LONGEST) {
      return Integer.MAX_VALUE;
    }
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
