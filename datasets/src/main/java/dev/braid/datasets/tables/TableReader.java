package dev.braid.datasets.tables;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.datavec.api.records.reader.RecordReader;

/**
 * Says what the columns of a table become, and reads it; every method returns a changed copy.
 *
 * <p>Columns that nothing is said about are left out.
 */
public final class TableReader {
  private final RowSource source;
  private final List<Part> parts;
  private final Map<String, List<String>> classes;
  private final OptionalDouble missing;

  private TableReader(
      RowSource source,
      List<Part> parts,
      Map<String, List<String>> classes,
      OptionalDouble missing) {
    this.source = source;
    this.parts = parts;
    this.classes = classes;
    this.missing = missing;
  }

  /** A CSV file in UTF-8 whose first line names the columns. */
  public static TableReader csv(Path file) {
    return over(new CsvRows(file, ',', StandardCharsets.UTF_8, List.of()));
  }

  /**
   * The records of a DataVec reader.
   *
   * @param reader a reader that was initialized
   * @param columns what its values are called, in their order
   */
  public static TableReader records(RecordReader reader, String... columns) {
    return over(new RecordRows(reader, List.of(columns)));
  }

  private static TableReader over(RowSource source) {
    return new TableReader(source, List.of(), Map.of(), OptionalDouble.empty());
  }

  /** What stands between two fields of a CSV file. */
  public TableReader separator(char separator) {
    return csv(csv -> new CsvRows(csv.file(), separator, csv.charset(), csv.columns()));
  }

  /** The coding of a CSV file's characters. */
  public TableReader charset(Charset charset) {
    return csv(csv -> new CsvRows(csv.file(), csv.separator(), charset, csv.columns()));
  }

  /** The names of the columns of a CSV file whose first line is a row already. */
  public TableReader columns(String... names) {
    return csv(csv -> new CsvRows(csv.file(), csv.separator(), csv.charset(), List.of(names)));
  }

  private TableReader csv(UnaryOperator<CsvRows> change) {
    if (!(source instanceof CsvRows rows)) {
      throw new IllegalStateException(
          "this is an option of CSV files; the rows come from " + source.name());
    }
    return new TableReader(change.apply(rows), parts, classes, missing);
  }

  /** An input of numbers: {@code float[rows][columns]}. */
  public TableReader input(String name, String... columns) {
    return part(name, Part.Kind.NUMBERS_IN, columns);
  }

  /** An input of words as numbers, for an embedding: {@code int[rows][columns]}. */
  public TableReader categoryInput(String name, String... columns) {
    return part(name, Part.Kind.CATEGORIES_IN, columns);
  }

  /** An output of numbers: {@code float[rows][columns]}. */
  public TableReader output(String name, String... columns) {
    return part(name, Part.Kind.NUMBERS_OUT, columns);
  }

  /** An output of classes, by the words of a column: {@code int[rows]}. */
  public TableReader classOutput(String name, String column) {
    return part(name, Part.Kind.CLASS_OUT, column);
  }

  private TableReader part(String name, Part.Kind kind, String... columns) {
    if (columns.length == 0) {
      throw new IllegalArgumentException("\"" + name + "\" needs at least one column");
    }
    if (parts.stream().anyMatch(part -> part.name().equals(name))) {
      throw new IllegalArgumentException("\"" + name + "\" is made of columns twice");
    }
    List<Part> more = new ArrayList<>(parts);
    more.add(new Part(name, kind, List.of(columns)));
    return new TableReader(source, more, classes, missing);
  }

  /** The words that a column may hold, in the order of their numbers; else those found, sorted. */
  public TableReader classes(String column, String... words) {
    Map<String, List<String>> more = new LinkedHashMap<>(classes);
    more.put(column, List.of(words));
    return new TableReader(source, parts, more, missing);
  }

  /** What numbers that are not given count as: empty fields, NA, NaN, null and ?. */
  public TableReader missing(double number) {
    return new TableReader(source, parts, classes, OptionalDouble.of(number));
  }

  /**
   * Reads the table.
   *
   * @throws dev.braid.StructureException where fields don't fit, each with its line and column
   */
  public NamedTable read() throws IOException {
    return new TableParser(source.name(), source.read(), classes, missing).parse(parts);
  }
}
