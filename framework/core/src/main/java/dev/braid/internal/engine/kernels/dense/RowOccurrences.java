package dev.braid.internal.engine.kernels.dense;

import java.util.Arrays;

/**
 * The occurrences of each row of a table among ids.
 *
 * @param rows the rows that occur, in ascending order
 * @param starts the start of each row's positions in the order, then the end
 * @param order the positions of the ids by row, ascending within each
 */
record RowOccurrences(int[] rows, int[] starts, int[] order) {
  /** The maximum bits per sorting pass; more would write to more places than a core can track. */
  private static final int MAX_BITS = 11;

  /** Returns the occurrences of non-negative ids. */
  static RowOccurrences of(int... ids) {
    long[] sorted = sorted(ids);
    int[] rows = new int[ids.length];
    int[] starts = new int[ids.length + 1];
    int[] order = new int[ids.length];
    int count = 0;
    int last = -1;
    for (int i = 0; i < sorted.length; i++) {
      int id = (int) (sorted[i] >>> Integer.SIZE);
      order[i] = (int) sorted[i];
      if (id != last) {
        rows[count] = id;
        starts[count++] = i;
        last = id;
      }
    }
    starts[count] = ids.length;
    return new RowOccurrences(Arrays.copyOf(rows, count), Arrays.copyOf(starts, count + 1), order);
  }

  /**
   * Returns the ids in ascending order, each with its position in the lower half, since looking it
   * up would be random access. This is a radix sort.
   */
  private static long[] sorted(int... ids) {
    int all = 0;
    long[] pairs = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      all |= ids[i];
      pairs[i] = (long) ids[i] << Integer.SIZE | i;
    }
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(all);
    int passes = (bits + MAX_BITS - 1) / MAX_BITS;
    int bitsPerPass = passes == 0 ? 0 : (bits + passes - 1) / passes;
    long[] buffer = new long[passes == 0 ? 0 : ids.length];
    int[] next = new int[(1 << bitsPerPass) + 1];
    int mask = (1 << bitsPerPass) - 1;
    for (int pass = 0; pass < passes; pass++) {
      int shift = pass * bitsPerPass;
      Arrays.fill(next, 0);
      for (int id : ids) {
        next[(id >>> shift & mask) + 1]++;
      }
      for (int i = 1; i < next.length; i++) {
        next[i] += next[i - 1];
      }
      for (long pair : pairs) {
        buffer[next[(int) (pair >>> Integer.SIZE + shift) & mask]++] = pair;
      }
      long[] sortedPairs = buffer;
      buffer = pairs;
      pairs = sortedPairs;
    }
    return pairs;
  }
}
