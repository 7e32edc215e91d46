package dev.braid.plots;

import dev.braid.config.PrintableText;

/** Text made safe for XML and HTML. */
final class Markup {
  private Markup() {}

  /** Escapes what has a meaning in markup, control characters, and what XML can't hold. */
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
