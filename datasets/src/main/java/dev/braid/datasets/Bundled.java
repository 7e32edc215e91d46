package dev.braid.datasets;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads bundled files: numbers in rows, the class last. */
final class Bundled {
  private Bundled() {}

  /** A table whose first line names the number of rows, of features, and the classes. */
  static Table table(String file, List<String> featureNames) {
    List<CsvRecord> rows = rows(file);
    List<String> header = rows.get(0).getFields();
    List<CsvRecord> samples = rows.subList(1, rows.size());
    return new Table(
        numbers(samples), labels(samples), featureNames, header.subList(2, header.size()));
  }

  /** The lines of a file. */
  static List<CsvRecord> rows(String file) {
    try (InputStream raw = Bundled.class.getResourceAsStream(file)) {
      if (raw == null) {
        throw new IllegalStateException(
            "\""
                + file
                + "\" is missing: the jar of Braid's datasets was packaged without its files");
      }
      InputStream in = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
      // The first line, which names the classes, has other fields.
      try (CsvReader<CsvRecord> reader =
          CsvReader.builder()
              .allowExtraFields(true)
              .allowMissingFields(true)
              .ofCsvRecord(in, StandardCharsets.US_ASCII)) {
        List<CsvRecord> rows = new ArrayList<>();
        reader.forEach(rows::add);
        return rows;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All columns but the last. */
  static float[][] numbers(List<CsvRecord> rows) {
    float[][] numbers = new float[rows.size()][];
    for (int i = 0; i < numbers.length; i++) {
      CsvRecord row = rows.get(i);
      numbers[i] = new float[row.getFieldCount() - 1];
      for (int column = 0; column < numbers[i].length; column++) {
        numbers[i][column] = Float.parseFloat(row.getField(column));
      }
    }
    return numbers;
  }

  /** The last column. */
  static int[] labels(List<CsvRecord> rows) {
    return rows.stream()
        .mapToInt(row -> Integer.parseInt(row.getField(row.getFieldCount() - 1)))
        .toArray();
  }
}
