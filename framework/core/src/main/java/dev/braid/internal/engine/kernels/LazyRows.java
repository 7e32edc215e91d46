package dev.braid.internal.engine.kernels;

import dev.braid.internal.compute.Floats;

/** The rows of a table that make up an array, which is written only if something reads it. */
public final class LazyRows {
  private final Floats table;
  private final int[] ids;
  private final Runnable writing;
  private boolean written;

  /**
   * Creates an array that is not written yet.
   *
   * @param ids the index in the table of each row, in the array's order
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

  /** Returns the index in the table of the row at a position of the array. */
  public int id(int position) {
    return ids[position];
  }

  /** Copies the rows to the array unless that was done. */
  void write() {
    if (!written) {
      written = true;
      writing.run();
    }
  }
}
