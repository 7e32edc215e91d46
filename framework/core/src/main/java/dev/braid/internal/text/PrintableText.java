package dev.braid.internal.text;

import java.util.Locale;

/**
 * Escapes control characters in text for terminals.
 *
 * <p>Names come from untrusted files and programs. Control characters and changes of the writing
 * direction are written as escapes such as {@code \\u001b}.
 */
public final class PrintableText {
  private PrintableText() {}

  /** Escapes a text, except line breaks and tabs. */
  public static String of(String text) {
    return escaped(text, "\n\t");
  }

  /** Escapes a text including line breaks and tabs. */
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
