package dev.braid;

/**
 * Batches that can be read in any order.
 *
 * <p>In every epoch each batch is read once, ahead of its use and on another thread; with {@code
 * Fit.workers(n)} several threads ask at the same time.
 */
public interface BatchSource {

  /** How many batches there are. */
  int size();

  /**
   * One batch.
   *
   * @param index from 0 to {@code size() - 1}
   */
  Batch get(int index);

  /** Called when an epoch is over. */
  default void onEpochEnd() {}
}
