package dev.braid.internal.data.arrays;

/** Receives the values of an array in order, in runs of primitives. */
interface LeafVisitor {

  /**
   * Receives one run.
   *
   * @param leaf an array of a primitive numeric type or boolean
   * @param from the index of the run's first element
   * @param to the index after its last element
   */
  void leaf(Object leaf, int from, int to);

  /**
   * Receives several complete rows of the same length.
   *
   * @param width the length of every row
   */
  default void rows(float[][] rows, int width) {
    for (float[] row : rows) {
      leaf(row, 0, width);
    }
  }

  /** Receives a missing sample of the given number of values. */
  void gap(long size);
}
