package dev.braid.internal.plots;

import dev.braid.internal.text.PrintableText;
import java.util.ArrayList;
import java.util.List;

/** Formats a text table with box-drawing characters, or in plain ASCII. */
final class TextTable {
  /** The alignment of a column. */
  enum Align {
    LEFT,
    CENTER,
    RIGHT
  }

  private final List<Align> aligns;
  private final boolean ascii;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(List<Align> aligns, boolean ascii) {
    this.aligns = aligns;
    this.ascii = ascii;
  }

  /** Adds a row; the first is the heading. */
  void row(List<String> cells) {
    rows.add(cells.stream().map(PrintableText::line).toList());
  }

  /** Returns the width of each column at which no cell wraps. */
  int[] unwrappedWidths() {
    int[] widths = new int[aligns.size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], columns(row.get(column)));
      }
    }
    return widths;
  }

  /** Returns the table with columns of these widths, with a newline after each line. */
  String text(int[] widths) {
    StringBuilder out = new StringBuilder();
    rule(out, widths, ascii ? "+-++" : "┏━┳┓");
    for (int index = 0; index < rows.size(); index++) {
      boolean heading = index == 0;
      lines(out, widths, rows.get(index), heading);
      if (index + 1 == rows.size()) {
        rule(out, widths, ascii ? (heading ? "+=++" : "+-++") : (heading ? "┗━┻┛" : "└─┴┘"));
      } else {
        rule(out, widths, ascii ? (heading ? "+=++" : "+-++") : (heading ? "┡━╇┩" : "├─┼┤"));
      }
    }
    return out.toString();
  }

  private static void rule(StringBuilder out, int[] widths, String parts) {
    for (int column = 0; column < widths.length; column++) {
      out.append(parts.charAt(column == 0 ? 0 : 2));
      out.append(String.valueOf(parts.charAt(1)).repeat(widths[column] + 2));
    }
    out.append(parts.charAt(3)).append('\n');
  }

  private void lines(StringBuilder out, int[] widths, List<String> row, boolean heading) {
    String border = ascii ? "|" : heading ? "┃" : "│";
    List<List<String>> cells = new ArrayList<>();
    int tallest = 1;
    for (int column = 0; column < widths.length; column++) {
      List<String> lines =
          heading
              ? List.of(cut(row.get(column), widths[column]))
              : wrap(row.get(column), widths[column]);
      cells.add(lines);
      tallest = Math.max(tallest, lines.size());
    }
    for (int line = 0; line < tallest; line++) {
      for (int column = 0; column < widths.length; column++) {
        List<String> lines = cells.get(column);
        String text = line < lines.size() ? lines.get(line) : "";
        int free = Math.max(0, widths[column] - columns(text));
        int left =
            switch (aligns.get(column)) {
              case LEFT -> 0;
              case CENTER -> free / 2;
              case RIGHT -> free;
            };
        out.append(border).append(' ').append(" ".repeat(left)).append(text);
        out.append(" ".repeat(free - left)).append(' ');
      }
      out.append(border).append('\n');
    }
  }

  private String cut(String text, int width) {
    if (columns(text) <= width) {
      return text;
    }
    String mark = ascii ? "." : "…";
    return text.substring(0, Math.max(0, width - 1)) + mark;
  }

  /** Wraps a text at spaces, and inside words that are wider than the column; keeps indentation. */
  static List<String> wrap(String text, int width) {
    int indent = 0;
    while (indent < text.length() && " └`-".indexOf(text.charAt(indent)) >= 0) {
      indent++;
    }
    indent = Math.min(indent, width / 2);
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(text.substring(0, indent));
    boolean empty = true;
    for (String word : text.substring(indent).split(" ", -1)) {
      if (!empty && columns(line.toString()) + 1 + columns(word) > width) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(indent));
        empty = true;
      }
      line.append(empty ? "" : " ");
      empty = false;
      for (int point : word.codePoints().toArray()) {
        if (columns(line.toString()) + columns(Character.toString(point)) > width) {
          lines.add(line.toString());
          line = new StringBuilder(" ".repeat(indent));
        }
        line.appendCodePoint(point);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  /** Returns the number of terminal columns of a text: East Asian characters and emoji take two. */
  static int columns(String text) {
    return text.codePoints().map(point -> wide(point) ? 2 : 1).sum();
  }

  private static boolean wide(int point) {
    return point >= 0x1100 && point <= 0x115f
        || point >= 0x2e80 && point <= 0xa4cf
        || point >= 0xac00 && point <= 0xd7a3
        || point >= 0xf900 && point <= 0xfaff
        || point >= 0xff00 && point <= 0xff60
        || point >= 0x1f300 && point <= 0x1faff;
  }
}
