package dev.braid.data;

import java.util.Iterator;

/** Batches that can be walked through again and again. */
public interface Feed extends AutoCloseable {
  /** Nobody knows how many before a pass was walked to its end. */
  int UNKNOWN = -1;

  /** How many samples a pass has, or {@link #UNKNOWN}. */
  long samples();

  /** How many batches a pass has, or {@link #UNKNOWN}. */
  int steps();

  /**
   * Begins a pass, and ends the one before.
   *
   * @param number the pass's number from 0, which with the seed decides how samples are shuffled
   */
  Pass pass(int number);

  /** Ends the pass that is open. */
  @Override
  void close();

  /**
   * A walk through the data.
   *
   * <p>A batch is good until the next one is asked for, which may be written over it.
   *
   * <p>Its {@code next} may throw a {@link dev.braid.StructureException} that names the batch.
   */
  interface Pass extends Iterator<Minibatch>, AutoCloseable {
    @Override
    void close();
  }
}
