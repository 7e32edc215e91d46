package dev.braid.data.feeds;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.data.Minibatch;
import dev.braid.data.checks.ShouldBeBatch;
import java.util.ArrayList;
import java.util.List;

/** Makes a checked batch of each element of a stream. */
public final class BatchMaker {
  private final Structure structure;
  private final boolean targets;
  private final String headline;

  /**
   * Makes batches for one call.
   *
   * @param targets whether targets are wanted, or inputs alone
   * @param headline what did not fit, such as {@code fit(data) does not fit the model "model"}
   */
  public BatchMaker(Structure structure, boolean targets, String headline) {
    this.structure = structure;
    this.targets = targets;
    this.headline = headline;
  }

  /**
   * Checks an element and takes all of it as one batch.
   *
   * @param number the batch's number from 1
   * @param places where it is written
   */
  Minibatch make(Object element, int number, Places places) {
    List<Problem> problems = new ArrayList<>();
    if (!Handed.whole(element)) {
      problems.add(ShouldBeBatch.element(element));
      throw new StructureException(headline(number), problems);
    }
    Handed handed = Handed.of(element);
    Columns columns =
        targets ? structure.all(handed, problems) : structure.inputs(handed, problems);
    if (columns == null) {
      throw new StructureException(headline(number), problems);
    }
    return columns.whole(number, places);
  }

  private String headline(int number) {
    return headline + ", batch " + number;
  }
}
