package dev.braid.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that somebody meant. */
public final class Nearest {
  private Nearest() {}

  /**
   * The nearest name, where it is near enough to be meant.
   *
   * <p>That is where a third of the letters or less differ, or where one is a whole word of the
   * other, as {@code accuracy} is of {@code label_accuracy}.
   */
  public static Optional<String> to(String name, Collection<String> known) {
    return known.stream()
        .filter(candidate -> near(lower(name), lower(candidate)))
        .min(
            Comparator.<String>comparingInt(candidate -> edits(lower(name), lower(candidate)))
                .thenComparingInt(candidate -> edits(name, candidate)));
  }

  private static boolean near(String wanted, String candidate) {
    return holds(wanted, candidate)
        || holds(candidate, wanted)
        || edits(wanted, candidate) <= Math.max(1, wanted.length() / 3);
  }

  private static boolean holds(String whole, String word) {
    return whole.startsWith(word + "_") || whole.endsWith("_" + word);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static int edits(String wanted, String candidate) {
    int[] row = new int[candidate.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= wanted.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int same = diagonal + (wanted.charAt(i - 1) == candidate.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(same, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[row.length - 1];
  }
}
