package dev.braid.internal.data.arrays;

/** Takes the numbers of an array in order, one run of primitives after the other. */
interface LeafVisitor {

  /**
   * One run.
   *
   * @param leaf an array of a primitive numeric type or boolean
   * @param from the first element of the run
   * @param to after its last element
   */
  void leaf(Object leaf, int from, int to);

  /**
   * Several whole rows, each of the same length.
   *
   * @param width the length of every row
   */
  default void rows(float[][] rows, int width) {
    for (float[] row : rows) {
      leaf(row, 0, width);
    }
  }

  /** A sample that is missing, of so many numbers. */
  void gap(long size);
}
