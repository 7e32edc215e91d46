package dev.braid.datasets.tables;

import java.io.IOException;
import java.util.List;

/** Where the rows of a table come from. */
interface RowSource {

  /** What messages call the source. */
  String name();

  /** The columns and the rows. */
  Content read() throws IOException;

  /**
   * All that was read.
   *
   * @param columns the names of the columns
   * @param rows the rows below them
   */
  record Content(List<String> columns, List<Row> rows) {}
}
