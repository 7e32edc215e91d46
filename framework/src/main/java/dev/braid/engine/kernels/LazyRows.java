package dev.braid.engine.kernels;

import dev.braid.engine.fast.Floats;

/** Rows of a table that make up an array, which need not be written where the table can be read. */
public final class LazyRows {
  private final Floats table;
  private final int[] ids;
  private final Runnable writing;
  private boolean written;

  /**
   * An array that is not written yet.
   *
   * @param ids the number of each row, in the array's order
   * @param writing copies the rows to the array
   */
  public LazyRows(Floats table, int[] ids, Runnable writing) {
    this.table = table;
    this.ids = ids;
    this.writing = writing;
  }

  public Floats table() {
    return table;
  }

  /** The number of the row that stands at a place. */
  public int id(int place) {
    return ids[place];
  }

  /** Copies the rows to the array unless that was done. */
  void write() {
    if (!written) {
      written = true;
      writing.run();
    }
  }
}
