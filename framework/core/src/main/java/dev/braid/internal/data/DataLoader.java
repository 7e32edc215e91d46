package dev.braid.internal.data;

import java.util.Iterator;

/**
 * Loads the batches of one data set, pass after pass.
 *
 * @param <B> the type of a batch, checked and in the engine's form
 */
public interface DataLoader<B> extends AutoCloseable {
  /** The number of batches in a pass if it is unknown until the pass has ended. */
  int UNKNOWN = -1;

  /** Returns the number of batches in a pass, or {@link #UNKNOWN}. */
  int steps();

  /**
   * Begins a pass and ends the previous one.
   *
   * @param number the index of the pass from 0, which with the seed determines the order of
   *     samples, so that a resumed run has the same order
   */
  BatchIterator<B> pass(int number);

  /** Ends the open pass. */
  @Override
  default void close() {}

  /**
   * One pass over the data.
   *
   * <p>A batch is valid until the next one is requested, which may overwrite it. {@code hasNext}
   * and {@code next} may throw a {@link dev.braid.StructureException} that names the batch.
   *
   * @param <B> the type of a batch, checked and in the engine's form
   */
  interface BatchIterator<B> extends Iterator<B>, AutoCloseable {
    @Override
    default void close() {}
  }
}
