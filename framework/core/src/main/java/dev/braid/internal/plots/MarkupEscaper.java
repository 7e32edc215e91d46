package dev.braid.internal.plots;

import dev.braid.internal.text.PrintableText;

/** Escapes text for XML and HTML. */
final class MarkupEscaper {
  private MarkupEscaper() {}

  /** Escapes markup and control characters, and replaces characters that XML does not allow. */
  static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    PrintableText.of(text)
        .codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(allowed(point) ? point : 0xfffd);
              }
            });
    return safe.toString();
  }

  private static boolean allowed(int point) {
    return point == '\t'
        || point == '\n'
        || point == '\r'
        || point >= 0x20 && point < 0xd800
        || point >= 0xe000 && point < 0xfffe
        || point >= 0x10000;
  }
}
