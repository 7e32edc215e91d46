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
   * Converts the elements of one call's data.
   *
   * @param headline what does not fit, such as {@code fit(data) does not fit the model "model"}
   */
  public BatchConverter(ArrayChecker checker, String headline) {
    this.checker = checker;
    this.headline = headline;
  }

  /** What does not fit, for problems of the stream as a whole. */
  String headline() {
    return headline;
  }

  /**
   * Checks an element and takes all of it as one batch.
   *
   * @param number the batch's number from 1
   * @param buffers where the batch is written
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
