package dev.braid.layers.preprocessing;

import java.util.ArrayList;
import java.util.List;

/** Lines of a text as Python's {@code splitlines} finds them, which reads vocabularies in Keras. */
public final class PythonLines {
  /** The characters that end a line, besides the pair of carriage return and line feed. */
  private static final String ENDS = "\n\r\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029";

  private PythonLines() {}

  /** Splits a text; the end of the last line does not begin another one. */
  public static List<String> of(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (ENDS.indexOf(text.charAt(i)) >= 0) {
        lines.add(text.substring(start, i));
        if (text.startsWith("\r\n", i)) {
          i++;
        }
        start = i + 1;
      }
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  /** True if a text contains the end of a line. */
  static boolean endsLine(String text) {
    return text.chars().anyMatch(character -> ENDS.indexOf(character) >= 0);
  }
}
