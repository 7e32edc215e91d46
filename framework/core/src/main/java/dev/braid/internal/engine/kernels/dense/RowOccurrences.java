package dev.braid.internal.engine.kernels.dense;

import java.util.Arrays;

/**
 * Where each row of a table is asked for.
 *
 * @param rows those that occur, in order
 * @param starts where each row's places begin in the order, and the end
 * @param order places of ids, row by row, and in their own order within each
 */
record RowOccurrences(int[] rows, int[] starts, int[] order) {
  /** Sorting by more binary digits at once writes to more places than a core keeps track of. */
  private static final int MOST_DIGITS = 11;

  /** Of ids from 0 on. */
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
   * Ids in order, each with its place in its lower half: what has to be looked up by place would be
   * here and there in memory. They are sorted by some binary digits after the other.
   */
  private static long[] sorted(int... ids) {
    int all = 0;
    long[] pairs = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      all |= ids[i];
      pairs[i] = (long) ids[i] << Integer.SIZE | i;
    }
    int digits = Integer.SIZE - Integer.numberOfLeadingZeros(all);
    int passes = (digits + MOST_DIGITS - 1) / MOST_DIGITS;
    int each = passes == 0 ? 0 : (digits + passes - 1) / passes;
    long[] other = new long[passes == 0 ? 0 : ids.length];
    int[] next = new int[(1 << each) + 1];
    int mask = (1 << each) - 1;
    for (int pass = 0; pass < passes; pass++) {
      int shift = pass * each;
      Arrays.fill(next, 0);
      for (int id : ids) {
        next[(id >>> shift & mask) + 1]++;
      }
      for (int i = 1; i < next.length; i++) {
        next[i] += next[i - 1];
      }
      for (long pair : pairs) {
        other[next[(int) (pair >>> Integer.SIZE + shift) & mask]++] = pair;
      }
      long[] done = other;
      other = pairs;
      pairs = done;
    }
    return pairs;
  }
}
