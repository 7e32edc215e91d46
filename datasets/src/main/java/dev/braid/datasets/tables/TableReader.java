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
 * Maps the columns of a table to inputs and outputs, and reads it; every method returns a changed
 * copy.
 *
 * <p>Columns that are not mentioned are ignored.
 */
public final class TableReader {
  private final RowSource source;
  private final List<ColumnMapping> parts;
  private final Map<String, List<String>> classes;
  private final OptionalDouble missing;

  private TableReader(
      RowSource source,
      List<ColumnMapping> parts,
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
   * @param columns the names of its values, in their order
   */
  public static TableReader records(RecordReader reader, String... columns) {
    return over(new RecordRows(reader, List.of(columns)));
  }

  private static TableReader over(RowSource source) {
    return new TableReader(source, List.of(), Map.of(), OptionalDouble.empty());
  }

  /** Sets the separator of fields of a CSV file. */
  public TableReader separator(char separator) {
    return csv(csv -> new CsvRows(csv.file(), separator, csv.charset(), csv.columns()));
  }

  /** Sets the character encoding of a CSV file. */
  public TableReader charset(Charset charset) {
    return csv(csv -> new CsvRows(csv.file(), csv.separator(), charset, csv.columns()));
  }

  /** Sets the names of the columns of a CSV file without a header. */
  public TableReader columns(String... names) {
    return csv(csv -> new CsvRows(csv.file(), csv.separator(), csv.charset(), List.of(names)));
  }

  private TableReader csv(UnaryOperator<CsvRows> change) {
    if (!(source instanceof CsvRows rows)) {
      throw new IllegalStateException(
          "expected a CSV file for this option, received " + source.name());
    }
    return new TableReader(change.apply(rows), parts, classes, missing);
  }

  /** Adds an input of numbers: {@code float[rows][columns]}. */
  public TableReader input(String name, String... columns) {
    return part(name, ColumnMapping.Kind.NUMBERS_IN, columns);
  }

  /** Adds an input of words as ids, for an embedding: {@code int[rows][columns]}. */
  public TableReader categoryInput(String name, String... columns) {
    return part(name, ColumnMapping.Kind.CATEGORIES_IN, columns);
  }

  /** Adds an output of numbers: {@code float[rows][columns]}. */
  public TableReader output(String name, String... columns) {
    return part(name, ColumnMapping.Kind.NUMBERS_OUT, columns);
  }

  /** Adds an output of classes, by the words of a column: {@code int[rows]}. */
  public TableReader classOutput(String name, String column) {
    return part(name, ColumnMapping.Kind.CLASS_OUT, column);
  }

  private TableReader part(String name, ColumnMapping.Kind kind, String... columns) {
    if (columns.length == 0) {
      throw new IllegalArgumentException("\"" + name + "\" requires at least one column");
    }
    if (parts.stream().anyMatch(part -> part.name().equals(name))) {
      throw new IllegalArgumentException("\"" + name + "\" is defined twice");
    }
    List<ColumnMapping> more = new ArrayList<>(parts);
    more.add(new ColumnMapping(name, kind, List.of(columns)));
    return new TableReader(source, more, classes, missing);
  }

  /** Sets the words of a column, in the order of their ids; by default those found, sorted. */
  public TableReader classes(String column, String... words) {
    Map<String, List<String>> more = new LinkedHashMap<>(classes);
    more.put(column, List.of(words));
    return new TableReader(source, parts, more, missing);
  }

  /** Sets the value of missing numbers: empty fields, NA, NaN, null and ?. */
  public TableReader missing(double number) {
    return new TableReader(source, parts, classes, OptionalDouble.of(number));
  }

  /**
   * Reads the table.
   *
   * @throws dev.braid.StructureException if fields are invalid, each with its line and column
   */
  public NamedTable read() throws IOException {
    return new TableParser(source.name(), source.read(), classes, missing).parse(parts);
  }
}
