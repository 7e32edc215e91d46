package dev.braid.internal.plots;

import java.util.ArrayList;
import java.util.List;

/** The table as which a box is drawn: title, activation, note, input and output shape. */
final class BoxTable {
  static final double TITLE_SIZE = 13;
  static final double TEXT_SIZE = 12;
  private static final double MOST = 300;
  private static final double PAD_X = 12;
  private static final double PAD_Y = 7;

  /** The content of a cell. */
  enum Kind {
    TITLE,
    VALUE,
    NOTE
  }

  /** A cell; its lines are centered, the first one begins with the label. */
  record Cell(
      Kind kind,
      String label,
      List<String> lines,
      double x,
      double y,
      double width,
      double height) {

    double lineHeight() {
      return BoxTable.lineHeight(kind);
    }
  }

  private final List<Cell> cells = new ArrayList<>();
  private final double width;
  private double height;

  BoxTable(DiagramBox box) {
    List<String> title = title(box);
    List<String> input = shape(box.inputShape());
    List<String> output = shape(box.outputShape());
    double inputWidth = width(Kind.VALUE, "Input: ", input);
    double outputWidth = width(Kind.VALUE, "Output: ", output);
    double widest = Math.max(96, width(Kind.TITLE, "", title));
    widest = Math.max(widest, inputWidth + outputWidth);
    List<String> activation = lines(box.activation(), false);
    widest = Math.max(widest, width(Kind.VALUE, "Activation: ", activation));
    List<String> note = lines(box.note(), false);
    widest = Math.max(widest, width(Kind.NOTE, "", note));
    width = Math.ceil(widest / 2) * 2;
    row(Kind.TITLE, "", title);
    row(Kind.VALUE, "Activation: ", activation);
    row(Kind.NOTE, "", note);
    if (input.isEmpty() || output.isEmpty()) {
      row(Kind.VALUE, "Input: ", input);
      row(Kind.VALUE, "Output: ", output);
    } else {
      double cellHeight = Math.max(height(Kind.VALUE, input), height(Kind.VALUE, output));
      double left = Math.round(inputWidth + (width - inputWidth - outputWidth) / 2);
      cells.add(new Cell(Kind.VALUE, "Input: ", input, 0, height, left, cellHeight));
      cells.add(new Cell(Kind.VALUE, "Output: ", output, left, height, width - left, cellHeight));
      height += cellHeight;
    }
  }

  List<Cell> cells() {
    return cells;
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  private void row(Kind kind, String label, List<String> lines) {
    if (!lines.isEmpty()) {
      double cellHeight = height(kind, lines);
      cells.add(new Cell(kind, label, lines, 0, height, width, cellHeight));
      height += cellHeight;
    }
  }

  private static List<String> title(DiagramBox box) {
    if (TextWidths.of(box.title(), TITLE_SIZE, true) <= MOST) {
      return List.of(box.title());
    }
    List<String> lines = new ArrayList<>(lines(box.name(), true));
    if (!box.type().isEmpty()) {
      lines.addAll(lines("(" + box.type() + ")", true));
    }
    return lines;
  }

  private static List<String> lines(String text, boolean title) {
    return text.isEmpty()
        ? List.of()
        : TextWidths.wrap(text, title ? TITLE_SIZE : TEXT_SIZE, title, MOST);
  }

  private static List<String> shape(String text) {
    return text.isEmpty() ? List.of() : TextWidths.wrap(text, TEXT_SIZE, true, MOST / 2);
  }

  private static double width(Kind kind, String label, List<String> lines) {
    double widest = 0;
    for (int index = 0; index < lines.size(); index++) {
      double line = index == 0 ? TextWidths.of(label, TEXT_SIZE, false) : 0;
      double size = kind == Kind.TITLE ? TITLE_SIZE : TEXT_SIZE;
      line += TextWidths.of(lines.get(index), size, kind != Kind.NOTE);
      widest = Math.max(widest, line);
    }
    return lines.isEmpty() ? 0 : Math.ceil(widest + 2 * PAD_X);
  }

  private static double height(Kind kind, List<String> lines) {
    return lines.size() * lineHeight(kind) + 2 * PAD_Y;
  }

  private static double lineHeight(Kind kind) {
    return kind == Kind.TITLE ? 17 : 16;
  }
}
