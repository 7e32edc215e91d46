package dev.braid.data;

import java.util.Iterator;

/** Batches, epoch after epoch. */
public interface Feed extends AutoCloseable {

  /** How many samples an epoch has; -1 when nobody knows before the end. */
  long samples();

  /** How many batches an epoch has; -1 when nobody knows before the end. */
  int steps();

  /**
   * The batches of one epoch.
   *
   * <p>An iterator from an earlier call is closed by this. Its {@code next} may throw a {@link
   * dev.braid.StructureException} that names the batch.
   *
   * @param epoch the epoch's index from 0, which decides how the samples are shuffled
   */
  Iterator<Minibatch> epoch(int epoch);

  /** Stops reading ahead. */
  @Override
  void close();
}
