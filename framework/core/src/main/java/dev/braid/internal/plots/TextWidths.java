package dev.braid.internal.plots;

import java.util.ArrayList;
import java.util.List;

/**
 * Estimates the width of a text in the widest common sans-serif font.
 *
 * <p>The estimate requires no installed font, so that diagrams are the same on all machines.
 */
final class TextWidths {
  private static final int FIRST = 32;
  private static final int[] PLAIN = {
    32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79,
    60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63,
    63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84
  };
  private static final double BOLD = 1.12;
  private static final double UNKNOWN = 1.0;

  private TextWidths() {}

  static double of(String text, double size, boolean bold) {
    double sum =
        text.codePoints()
            .mapToDouble(
                point ->
                    point >= FIRST && point < FIRST + PLAIN.length
                        ? PLAIN[point - FIRST] / 100.0
                        : UNKNOWN)
            .sum();
    return sum * size * (bold ? BOLD : 1);
  }

  /**
   * Wraps a text into lines of at most a width.
   *
   * <p>It prefers to break between two shapes, then after a separator.
   */
  static List<String> wrap(String text, double size, boolean bold, double width) {
    List<String> lines = new ArrayList<>();
    int[] points = text.codePoints().toArray();
    int start = 0;
    while (start < points.length) {
      int end = start;
      int good = -1;
      int better = -1;
      while (end < points.length
          && of(new String(points, start, end + 1 - start), size, bold) <= width) {
        if (" _-/.,:".indexOf(points[end]) >= 0) {
          good = end + 1;
        }
        if (end > start + 1 && points[end] == ' ' && points[end - 2] == ')') {
          better = end + 1;
        }
        end++;
      }
      if (end < points.length && good > start) {
        end = better > start ? better : good;
      }
      end = Math.max(end, start + 1);
      lines.add(new String(points, start, end - start).strip());
      start = end;
    }
    return lines.isEmpty() ? List.of("") : lines;
  }
}
