package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.internal.data.arrays.ArrayDescription;

/** Requires that batches contain both inputs and targets. */
public final class ShouldBeBatch {
  /** The rule's heading in the errors guide. */
  public static final String ID = "batch-structure";

  private ShouldBeBatch() {}

  /** Returns the problem of a stream that returns no iterator. */
  public static Problem noIterator() {
    return Problem.of(ID, "", "the data gave no iterator: iterator() returned null");
  }

  /** Returns the problem of a source with an invalid number of batches. */
  public static Problem size(int received) {
    return new Problem(ID, "size()", "0 batches or more", "received " + received, "");
  }

  /** Returns the problem of an element that is not a batch. */
  public static Problem element(Object found) {
    return new Problem(
        ID,
        "",
        "a Batch, a DataSet or a MultiDataSet",
        "received " + ArrayDescription.of(found),
        "Make batches with Batch.of(x, y), or pass arrays as fit(x, y).");
  }

  /**
   * Returns the problem of data that contains no targets.
   *
   * @param call the call that accepts targets, such as {@code fit(x, y)}
   */
  public static Problem data(String call, Object found) {
    return new Problem(
        ID,
        "",
        "data that brings inputs and targets",
        "received " + ArrayDescription.of(found),
        "Pass the targets too, as in "
            + call
            + ", or one of Batch, Iterable<Batch>, BatchSource, DataSet, MultiDataSet and their"
            + " iterators.");
  }
}
