package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.internal.data.arrays.ArrayDescription;
import java.util.List;

/** Requires one array for an input or output, not a list of batches. */
public final class ShouldBeOneArray {
  /** The rule's heading in the errors guide. */
  public static final String ID = "batched-list";

  private ShouldBeOneArray() {}

  /** Returns the problem of a list whose elements already have the batch axis. */
  public static Problem problem(String name, String shape, List<?> batches) {
    return new Problem(
        ID,
        name,
        "one array " + shape,
        "received a list of "
            + batches.size()
            + " batches, the first "
            + ArrayDescription.of(batches.get(0)),
        "Concatenate them along the first axis, or pass them as Batch objects: fit(batches).");
  }
}
