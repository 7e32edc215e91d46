package dev.braid.plots;

import dev.braid.config.PrintableText;
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
 * A model as the table that Keras prints.
 *
 * <p>The text depends on nothing but its options, not on the terminal, so that it can be compared
 * and kept.
 *
 * @param table what to say
 * @param showTrainable whether a column tells which layers are trained
 * @param expandNested whether the layers of nested models have rows of their own
 * @param lineLength how wide the table is; 0 for Keras' width, widened up to a limit where cells
 *     would break
 * @param charset what the reader can show: without box-drawing characters in it, the table is ASCII
 */
public record Summary(
    SummaryTable table,
    boolean showTrainable,
    boolean expandNested,
    int lineLength,
    Charset charset) {
  private static final int CHAIN_LENGTH = 88;
  private static final int GRAPH_LENGTH = 108;
  private static final int TRAINABLE_LENGTH = 12;
  private static final int MOST = 140;

  public Summary {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(charset, "charset");
  }

  /** The summary with Keras' defaults. */
  public static Summary of(SummaryTable table) {
    return new Summary(table, false, false, 0, StandardCharsets.UTF_8);
  }

  /** The same with a column that tells which layers are trained. */
  public Summary trainable(boolean shown) {
    return new Summary(table, shown, expandNested, lineLength, charset);
  }

  /** The same with the layers of nested models. */
  public Summary nested(boolean shown) {
    return new Summary(table, showTrainable, shown, lineLength, charset);
  }

  /** The same in lines of this length. */
  public Summary lines(int length) {
    return new Summary(table, showTrainable, expandNested, length, charset);
  }

  /** The same for a reader that shows this character set. */
  public Summary in(Charset shown) {
    return new Summary(table, showTrainable, expandNested, lineLength, shown);
  }

  /** The table and its totals; the last line ends with a line end. */
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
    if (showTrainable) {
      heading.add("Trainable");
      aligns.add(TextTable.Align.CENTRE);
    }
    TextTable text = new TextTable(aligns, ascii);
    text.row(heading);
    for (SummaryRow row : table.rows()) {
      if (expandNested || row.level() == 0) {
        text.row(cells(row, chain, ascii));
      }
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
    if (showTrainable) {
      cells.add(row.params() == 0 ? "-" : row.trainable() ? "Y" : "N");
    }
    return cells;
  }

  private int[] widths(TextTable text, boolean chain) {
    if (lineLength > 0) {
      return keras(lineLength, chain);
    }
    int length = (chain ? CHAIN_LENGTH : GRAPH_LENGTH) + (showTrainable ? TRAINABLE_LENGTH : 0);
    int[] widths = keras(length, chain);
    int[] natural = text.natural();
    int room = MOST - 3 * widths.length - 1 - Arrays.stream(widths).sum();
    for (int column = widths.length - 1; column >= 0; column--) {
      int wish = Math.max(0, natural[column] - widths[column]);
      if (wish <= room) {
        widths[column] += wish;
        room -= wish;
      }
    }
    return widths;
  }

  /** Keras' shares of the line, less what borders and padding take from each column in turn. */
  private int[] keras(int length, boolean chain) {
    double[] ends = chain ? new double[] {0.45, 0.80, 1.0} : new double[] {0.3, 0.56, 0.74, 1.0};
    if (showTrainable) {
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

  /** A size as Keras writes it, such as {@code 4.82 KB}. */
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
