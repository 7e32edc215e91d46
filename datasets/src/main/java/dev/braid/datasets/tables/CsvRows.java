package dev.braid.datasets.tables;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.braid.saving.FileFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a CSV file.
 *
 * @param file the file
 * @param separator the separator of fields
 * @param charset the coding of its characters, unless it begins with a byte order mark
 * @param columns the names of the columns; empty when the first line has them
 */
record CsvRows(Path file, char separator, Charset charset, List<String> columns)
    implements RowSource {

  @Override
  public String name() {
    return "\"" + file.getFileName() + '"';
  }

  @Override
  public Content read() throws IOException {
    List<Row> rows = new ArrayList<>();
    // The number of fields of a row is checked later, with its position.
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(separator)
            .detectBomHeader(true)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .ofCsvRecord(file, charset)) {
      reader.forEach(
          row -> rows.add(new Row("line " + row.getStartingLineNumber(), row.getFields())));
    } catch (CsvParseException | UncheckedIOException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw FileFormatException.damaged(
          String.valueOf(file.getFileName()), "it cannot be read (" + reason.getMessage() + ")", e);
    }
    if (!columns.isEmpty()) {
      return new Content(columns, rows);
    }
    if (rows.isEmpty()) {
      throw FileFormatException.damaged(String.valueOf(file.getFileName()), "it is empty");
    }
    List<String> header = rows.get(0).fields().stream().map(String::strip).toList();
    return new Content(header, rows.subList(1, rows.size()));
  }
}
