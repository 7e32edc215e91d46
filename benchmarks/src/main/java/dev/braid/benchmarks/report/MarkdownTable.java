package dev.braid.benchmarks.report;

import dev.braid.benchmarks.measure.Comparison;
import dev.braid.benchmarks.measure.ComparisonRow;
import dev.braid.benchmarks.measure.Quartiles;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Comparisons of one kind as a table in Markdown: one line for each, one column for each contender.
 */
public final class MarkdownTable {
  private MarkdownTable() {}

  public static String of(List<Comparison> comparisons) {
    Set<String> labels = new LinkedHashSet<>();
    comparisons.forEach(c -> c.rows().forEach(r -> labels.add(r.label())));
    List<List<String>> lines = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(unit(comparisons)));
    head.addAll(labels);
    head.add("ratio to the best peer");
    lines.add(head);
    for (Comparison comparison : comparisons) {
      List<String> line = new ArrayList<>(List.of(comparison.title()));
      for (String label : labels) {
        line.add(comparison.row(label).map(r -> number(r.value().median())).orElse("-"));
      }
      line.add(comparison.bestPeer().map(MarkdownTable::ratio).orElse("-"));
      lines.add(line);
    }
    return layOut(lines);
  }

  /** The contenders that could not run, and unequal work, as a list in Markdown. */
  public static String remarks(List<Comparison> comparisons) {
    return comparisons.stream()
        .flatMap(c -> c.remarks().stream().map(r -> "- " + c.title() + ": " + r + "\n"))
        .collect(Collectors.joining());
  }

  private static String unit(List<Comparison> comparisons) {
    return comparisons.stream().map(Comparison::unit).distinct().collect(Collectors.joining(", "));
  }

  private static String ratio(ComparisonRow peer) {
    Quartiles ratio = peer.ratio();
    return ratio == null
        ? "-"
        : String.format(
            Locale.ROOT, "%.2f (%.2f to %.2f)", ratio.median(), ratio.lower(), ratio.upper());
  }

  /** Formats a number with three significant digits. */
  static String number(double value) {
    int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private static String layOut(List<List<String>> lines) {
    int columns = lines.get(0).size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], line.get(c).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int l = 0; l < lines.size(); l++) {
      text.append('|');
      for (int c = 0; c < columns; c++) {
        String cell = lines.get(l).get(c);
        text.append(' ').append(cell).append(" ".repeat(widths[c] - cell.length())).append(" |");
      }
      text.append('\n');
      if (l == 0) {
        text.append('|');
        for (int width : widths) {
          text.append(' ').append("-".repeat(width)).append(" |");
        }
        text.append('\n');
      }
    }
    return text.toString();
  }
}
