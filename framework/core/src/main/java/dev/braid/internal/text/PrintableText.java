package dev.braid.internal.text;

import java.util.Locale;

/**
 * Text in which nothing commands the terminal that shows it.
 *
 * <p>Names come from files and programs of others. A control character or a change of the writing
 * direction in them is written as an escape such as {@code \\u001b}.
 */
public final class PrintableText {
  private PrintableText() {}

  /** The text with its line breaks and tabs as they are. */
  public static String of(String text) {
    return escaped(text, "\n\t");
  }

  /** The text in one line. */
  public static String line(String text) {
    return escaped(text, "");
  }

  private static String escaped(String text, String kept) {
    if (text.chars().allMatch(c -> printable(c) || kept.indexOf(c) >= 0)) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (char c : text.toCharArray()) {
      if (printable(c) || kept.indexOf(c) >= 0) {
        safe.append(c);
      } else {
        safe.append(
            switch (c) {
              case '\n' -> "\\n";
              case '\r' -> "\\r";
              case '\t' -> "\\t";
              default -> String.format(Locale.ROOT, "\\u%04x", (int) c);
            });
      }
    }
    return safe.toString();
  }

  private static boolean printable(int c) {
    boolean separator = c == 0x2028 || c == 0x2029;
    boolean direction = c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
    return !Character.isISOControl(c) && !separator && !direction;
  }
}
