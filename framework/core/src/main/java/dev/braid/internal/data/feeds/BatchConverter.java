package dev.braid.internal.data.feeds;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.data.Minibatch;
import dev.braid.internal.data.checks.ShouldBeBatch;
import java.util.ArrayList;
import java.util.List;

/** Converts each element of a stream into a checked batch. */
public final class BatchConverter {
  private final ArrayChecker checker;
  private final String headline;

  /**
   * Creates a converter for the data of one call.
   *
   * @param headline the mismatch, such as {@code fit(data) does not fit the model "model"}
   */
  public BatchConverter(ArrayChecker checker, String headline) {
    this.checker = checker;
    this.headline = headline;
  }

  /** Returns the headline, for problems of the whole stream. */
  String headline() {
    return headline;
  }

  /**
   * Checks an element and converts all of it to one batch.
   *
   * @param number the batch's number, from 1
   * @param buffers the memory for the batch
   */
  Minibatch convert(Object element, int number, BatchBuffers buffers) {
    List<Problem> problems = new ArrayList<>();
    CheckedArrays arrays = null;
    if (DataArguments.isBatch(element)) {
      arrays = checker.check(DataArguments.ofBatch(element), problems);
    } else {
      problems.add(ShouldBeBatch.element(element));
    }
    if (arrays == null) {
      throw new StructureException(headline + ", batch " + number, problems);
    }
    return arrays.all(number, buffers);
  }
}
