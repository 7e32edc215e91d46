package dev.braid.training;

import dev.braid.Problem;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the name somebody meant. */
public final class Closest {
  private Closest() {}

  /** The nearest of the names by edits, where it is near enough to be meant. */
  public static Optional<String> to(String name, Collection<String> names) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(candidate -> near(wanted, candidate.toLowerCase(Locale.ROOT)))
        .min(
            Comparator.comparingInt(
                candidate -> edits(wanted, candidate.toLowerCase(Locale.ROOT))));
  }

  /** The problem of a log that is not there. */
  public static Problem unknown(String name, Map<String, ?> logs) {
    return unknown("unknown-log", name, logs.keySet());
  }

  /** The problem of a name that is not there, with the names that are. */
  public static Problem unknown(String id, String name, Collection<String> names) {
    String told =
        "there is no such log. "
            + (names.isEmpty() ? "There are none" : "The logs are " + quoted(names));
    return Problem.of(id, name, told)
        .fix(to(name, names).map(near -> "Did you mean \"" + near + "\"?").orElse(""));
  }

  private static String quoted(Collection<String> names) {
    return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
  }

  private static boolean near(String wanted, String candidate) {
    return candidate.endsWith("_" + wanted)
        || wanted.endsWith("_" + candidate)
        || edits(wanted, candidate) <= Math.max(2, wanted.length() / 3);
  }

  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
