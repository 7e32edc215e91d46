package dev.braid.datasets.tables;

import java.io.IOException;
import java.util.List;

/** The source of a table's rows. */
interface RowSource {

  /** The name of the source in messages. */
  String name();

  /** The columns and the rows. */
  Content read() throws IOException;

  /**
   * The content of a table.
   *
   * @param columns the names of the columns
   * @param rows the rows
   */
  record Content(List<String> columns, List<Row> rows) {}
}
