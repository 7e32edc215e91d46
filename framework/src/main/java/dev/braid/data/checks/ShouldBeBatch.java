package dev.braid.data.checks;

import dev.braid.Problem;
import dev.braid.data.arrays.Form;

/** Data that comes in batches brings inputs and targets together. */
public final class ShouldBeBatch {
  /** The rule's heading in the errors guide. */
  public static final String ID = "batch-structure";

  private ShouldBeBatch() {}

  /** An element that is not a batch. */
  public static Problem element(Object found) {
    return new Problem(
        ID,
        "",
        "a Batch, a DataSet or a MultiDataSet",
        "received " + Form.of(found),
        "Make batches with Batch.of(x, y), or pass arrays as fit(x, y).");
  }

  /** Data of a form that brings no targets. */
  public static Problem data(Object found) {
    return new Problem(
        ID,
        "",
        "data that brings inputs and targets",
        "received " + Form.of(found),
        "Pass the targets too, as in fit(x, y), or one of Batch, Iterable<Batch>, BatchSource,"
            + " DataSet, MultiDataSet and their iterators.");
  }
}
