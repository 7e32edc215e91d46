package dev.braid.internal.data.arrays;

/** Receives the values of an array in order, one run of primitives after the other. */
interface LeafVisitor {

  /**
   * Receives one run.
   *
   * @param leaf an array of a primitive numeric type or boolean
   * @param from the first element of the run
   * @param to after its last element
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
