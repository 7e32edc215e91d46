package dev.braid.internal.plots;

import dev.braid.SummaryOptions;
import dev.braid.internal.text.PrintableText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The summary of a model as the table that Keras prints.
 *
 * <p>The text depends only on its options and not on the terminal, so that it is reproducible.
 *
 * @param table the content
 * @param options the rows and columns
 * @param lineLength the width of the table; 0 for Keras' width, increased up to a limit if cells
 *     would wrap
 * @param charset the character set of the output: without box-drawing characters the table is ASCII
 */
public record SummaryText(
    SummaryTable table, SummaryOptions options, int lineLength, Charset charset) {
  private static final int CHAIN_LENGTH = 88;
  private static final int GRAPH_LENGTH = 108;
  private static final int TRAINABLE_LENGTH = 12;
  private static final int MOST = 140;

  public SummaryText {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(charset, "charset");
  }

  /** Creates a summary with Keras' defaults. */
  public static SummaryText of(SummaryTable table) {
    return new SummaryText(table, SummaryOptions.defaults(), 0, StandardCharsets.UTF_8);
  }

  /** Returns a copy with other rows and columns. */
  public SummaryText options(SummaryOptions other) {
    return new SummaryText(table, other, lineLength, charset);
  }

  /** Returns a copy with another line length. */
  public SummaryText lines(int length) {
    return new SummaryText(table, options, length, charset);
  }

  /** Returns a copy for another character set. */
  public SummaryText in(Charset shown) {
    return new SummaryText(table, options, lineLength, shown);
  }

  /** Returns the table and its totals; the last line ends with a newline. */
  public String text() {
    boolean ascii = !charset.canEncode() || !charset.newEncoder().canEncode("┏━┳╇┩│└…");
    boolean chain = table.chain();
    List<TextTable.Align> aligns = new ArrayList<>();
    List<String> heading = new ArrayList<>(List.of("Layer (type)", "Output Shape", "Param #"));
    aligns.addAll(List.of(TextTable.Align.LEFT, TextTable.Align.LEFT, TextTable.Align.RIGHT));
    if (!chain) {
      heading.add("Connected to");
      aligns.add(TextTable.Align.LEFT);
    }
    if (options.showTrainable()) {
      heading.add("Trainable");
      aligns.add(TextTable.Align.CENTER);
    }
    TextTable text = new TextTable(aligns, ascii);
    text.row(heading);
    for (SummaryRow row : SummaryRange.rows(table, options)) {
      text.row(cells(row, chain, ascii));
    }
    StringBuilder out = new StringBuilder("Model: \"" + PrintableText.line(table.model()) + "\"\n");
    out.append(text.text(widths(text, chain)));
    long all = table.trainable() + table.frozen();
    total(out, "Total", all, table.trainableBytes() + table.frozenBytes());
    total(out, "Trainable", table.trainable(), table.trainableBytes());
    total(out, "Non-trainable", table.frozen(), table.frozenBytes());
    return out.toString();
  }

  private List<String> cells(SummaryRow row, boolean chain, boolean ascii) {
    String branch = row.level() > 0 ? "   ".repeat(row.level()) + (ascii ? "`- " : "└ ") : "";
    List<String> cells = new ArrayList<>();
    cells.add(branch + row.name() + " (" + row.type() + ")");
    cells.add(row.outputShape());
    cells.add(count(row.params()));
    if (!chain) {
      boolean linked = row.level() == 0 && !row.connectedTo().isEmpty();
      cells.add(linked ? String.join(", ", row.connectedTo()) : "-");
    }
    if (options.showTrainable()) {
      cells.add(row.params() == 0 ? "-" : row.trainable() ? "Y" : "N");
    }
    return cells;
  }

  private int[] widths(TextTable text, boolean chain) {
    if (lineLength > 0) {
      return keras(lineLength, chain);
    }
    int length =
        (chain ? CHAIN_LENGTH : GRAPH_LENGTH) + (options.showTrainable() ? TRAINABLE_LENGTH : 0);
    int[] widths = keras(length, chain);
    int[] natural = text.unwrappedWidths();
    int available = MOST - 3 * widths.length - 1 - Arrays.stream(widths).sum();
    for (int column = widths.length - 1; column >= 0; column--) {
      int missing = Math.max(0, natural[column] - widths[column]);
      if (missing <= available) {
        widths[column] += missing;
        available -= missing;
      }
    }
    return widths;
  }

  /** Returns Keras' column widths, reduced by borders and padding. */
  private int[] keras(int length, boolean chain) {
    double[] ends = chain ? new double[] {0.45, 0.80, 1.0} : new double[] {0.3, 0.56, 0.74, 1.0};
    if (options.showTrainable()) {
      ends = Arrays.stream(ends).map(end -> end * 0.90).toArray();
      ends = Arrays.copyOf(ends, ends.length + 1);
      ends[ends.length - 1] = 1.0;
    }
    int[] widths = new int[ends.length];
    int used = 0;
    for (int column = 0; column < widths.length; column++) {
      widths[column] = (int) (ends[column] * length) - used;
      used += widths[column];
    }
    int excess = used + 3 * widths.length + 1 - length;
    for (int column = 0; column < widths.length; column++) {
      int less = (int) Math.rint(excess / (double) (widths.length - column));
      widths[column] = Math.max(1, widths[column] - less);
      excess -= less;
    }
    return widths;
  }

  private static void total(StringBuilder out, String what, long params, long bytes) {
    out.append(' ').append(what).append(" params: ").append(count(params));
    out.append(" (").append(size(bytes)).append(")\n");
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Formats a size as Keras does, such as {@code 4.82 KB}. */
  static String size(long bytes) {
    String[] units = {"B", "KB", "MB", "GB", "TB", "PB"};
    double scaled = bytes;
    int unit = 0;
    while (scaled >= 1024 && unit + 1 < units.length) {
      scaled /= 1024;
      unit++;
    }
    return new BigDecimal(scaled).setScale(2, RoundingMode.HALF_EVEN) + " " + units[unit];
  }
}
