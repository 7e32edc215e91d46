package dev.braid.internal.data;

import java.util.Iterator;

/**
 * Loads the batches of one data set, pass after pass.
 *
 * @param <B> a batch, checked and in the engine's form
 */
public interface DataLoader<B> extends AutoCloseable {
  /** Stands for a number of batches that is known only after a pass has run to its end. */
  int UNKNOWN = -1;

  /** The number of batches in a pass, or {@link #UNKNOWN}. */
  int steps();

  /**
   * Begins a pass, and ends the one before.
   *
   * @param number the number of the pass from 0, which with the seed decides the order of samples:
   *     a resumed run meets the same order
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
   * @param <B> a batch, checked and in the engine's form
   */
  interface BatchIterator<B> extends Iterator<B>, AutoCloseable {
    @Override
    default void close() {}
  }
}
