package dev.braid.datasets.tables;

import java.util.ArrayList;
import java.util.List;
import org.datavec.api.records.reader.RecordReader;

/**
 * The records of a DataVec reader.
 *
 * @param reader a reader that was initialized
 * @param columns the names of its values
 */
record RecordRows(RecordReader reader, List<String> columns) implements RowSource {

  @Override
  public String name() {
    return reader.getClass().getSimpleName();
  }

  @Override
  public Content read() {
    List<Row> rows = new ArrayList<>();
    while (reader.hasNext()) {
      List<String> fields = reader.next().stream().map(String::valueOf).toList();
      rows.add(new Row("record " + (rows.size() + 1), fields));
    }
    return new Content(columns, rows);
  }
}
