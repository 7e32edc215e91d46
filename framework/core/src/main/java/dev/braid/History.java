package dev.braid;

import dev.braid.files.FileWriteException;
import dev.braid.internal.files.AtomicFile;
import dev.braid.internal.logs.LogNames;
import dev.braid.internal.logs.ScoreDirection;
import dev.braid.internal.names.NameSuggestion;
import dev.braid.internal.plots.CurvePlot;
import dev.braid.internal.plots.CurveSet;
import dev.braid.internal.plots.HtmlReport;
import dev.braid.internal.plots.RunReport;
import dev.braid.internal.text.CsvField;
import dev.braid.internal.text.KerasNumber;
import dev.braid.internal.text.PrintableText;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a run logged, epoch by epoch. */
public final class History {
  private final List<Epoch> rows;
  private final LogNames names;
  private final Map<String, double[]> columns = new LinkedHashMap<>();
  private final @Nullable Function<CurveSet, RunReport> report;

  /**
   * One epoch's logs.
   *
   * @param number of the epoch, from 0
   * @param logs its values, validation included
   */
  public record Epoch(int number, Logs logs) {}

  private History(
      List<Epoch> rows, LogNames names, @Nullable Function<CurveSet, RunReport> report) {
    this.rows = List.copyOf(rows);
    this.names = names;
    this.report = report;
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (Epoch row : rows) {
      row.logs()
          .map()
          .forEach((name, v) -> values.computeIfAbsent(name, n -> new ArrayList<>()).add(v));
    }
    values.forEach(
        (name, all) -> columns.put(name, all.stream().mapToDouble(Double::doubleValue).toArray()));
  }

  /** A history of these epochs; a value of unknown direction counts as better when lower. */
  static History of(List<Epoch> rows, LogNames names) {
    return new History(rows, names, null);
  }

  /** The same with a function that makes its report. */
  History reportedBy(Function<CurveSet, RunReport> maker) {
    return new History(rows, names, maker);
  }

  /** How many epochs were trained. */
  public int epochs() {
    return rows.size();
  }

  /** The epochs one by one. */
  public List<Epoch> rows() {
    return rows;
  }

  /** The values of a log, one an epoch; shorter where validation skipped epochs. */
  public double[] get(String name) {
    double[] values = columns.get(name);
    if (values == null) {
      throw StructureException.of(
          "The history has no log with this name", NameSuggestion.unknown(name, columns));
    }
    return values.clone();
  }

  /** The last value of a log. */
  public double last(String name) {
    double[] values = get(name);
    return values[values.length - 1];
  }

  /** The best value of a log: the highest accuracy, the lowest loss. */
  public double best(String name) {
    return bestRow(name).logs().get(name);
  }

  /** The epoch of the best value, counted from 0 as callbacks count. */
  public int bestEpoch(String name) {
    return bestRow(name).number();
  }

  private Epoch bestRow(String name) {
    get(name);
    ScoreDirection direction = names.of(name).direction();
    BinaryOperator<Epoch> better =
        (best, row) -> {
          double value = best.logs().get(name);
          boolean improved = direction.better(row.logs().get(name), value);
          return improved || Double.isNaN(value) ? row : best;
        };
    return rows.stream().filter(row -> row.logs().has(name)).reduce(better).orElseThrow();
  }

  /** All values by name, in the order of the logs. */
  public Map<String, double[]> map() {
    Map<String, double[]> copy = new LinkedHashMap<>();
    columns.forEach((name, values) -> copy.put(name, values.clone()));
    return Collections.unmodifiableMap(copy);
  }

  /** Writes one line an epoch, counted from 0; a value that was not measured stays empty. */
  public void toCsv(Path file) {
    StringBuilder text = new StringBuilder("epoch");
    columns.keySet().forEach(name -> text.append(',').append(CsvField.of(name, ',')));
    text.append('\n');
    for (Epoch row : rows) {
      text.append(row.number());
      for (String name : columns.keySet()) {
        text.append(',');
        if (row.logs().has(name)) {
          text.append(row.logs().get(name));
        }
      }
      text.append('\n');
    }
    try {
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(file, out -> out.write(bytes));
    } catch (FileWriteException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** Draws the curves to a .svg or .png file: loss and metrics, by output, with validation. */
  public void plot(Path file) {
    CurvePlot.write(curves(), file);
  }

  /**
   * Writes the run as one .html page: curves, scores, options, what was checked, the model, and
   * where it ran.
   */
  public void report(Path file) {
    if (report == null) {
      throw new IllegalStateException("only the history that fit returns can write a report");
    }
    HtmlReport.write(report.apply(curves()), file);
  }

  private CurveSet curves() {
    Map<String, double[]> curves = new LinkedHashMap<>();
    for (String name : columns.keySet()) {
      curves.put(
          name,
          rows.stream()
              .map(Epoch::logs)
              .mapToDouble(logs -> logs.has(name) ? logs.get(name) : Double.NaN)
              .toArray());
    }
    int[] numbers = rows.stream().mapToInt(row -> row.number() + 1).toArray();
    return new CurveSet(curves, numbers, names);
  }

  /** A table with the first, best and last value of each log; people count its epochs from 1. */
  public String summary() {
    int width =
        columns.keySet().stream()
            .mapToInt(name -> PrintableText.line(name).length())
            .max()
            .orElse(0);
    StringBuilder text = new StringBuilder();
    text.append(epochs()).append(epochs() == 1 ? " epoch\n" : " epochs\n");
    text.append(line(Math.max(width, 4), "log", "first", "best", "epoch", "last"));
    for (String name : columns.keySet()) {
      double[] values = columns.get(name);
      text.append(
          line(
              Math.max(width, 4),
              PrintableText.line(name),
              KerasNumber.of(values[0]),
              directed(name) ? KerasNumber.of(best(name)) : "",
              directed(name) ? Integer.toString(bestEpoch(name) + 1) : "",
              KerasNumber.of(values[values.length - 1])));
    }
    return text.toString();
  }

  private boolean directed(String name) {
    return names.of(name).direction() != ScoreDirection.UNKNOWN;
  }

  private static String line(int width, String log, String... cells) {
    StringBuilder text = new StringBuilder(log).append(" ".repeat(width - log.length()));
    int[] widths = {12, 12, 7, 12};
    for (int i = 0; i < cells.length; i++) {
      text.append(" ".repeat(Math.max(1, widths[i] - cells[i].length()))).append(cells[i]);
    }
    return text.append('\n').toString();
  }

  @Override
  public String toString() {
    return summary();
  }
}
