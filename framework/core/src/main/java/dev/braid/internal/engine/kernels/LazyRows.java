package dev.braid.internal.engine.kernels;

import dev.braid.internal.compute.Floats;

/** Rows of a table that make up an array, which is written only if something reads the array. */
public final class LazyRows {
  private final Floats table;
  private final int[] ids;
  private final Runnable writing;
  private boolean written;

  /**
   * An array that is not written yet.
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

  /** The index in the table of the row at a position of the array. */
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
