package dev.braid.engine.kernels.fast;

/**
 * Where each row of a table is asked for.
 *
 * @param rows those that occur, in order
 * @param starts where each row's places begin in the order, and the end
 * @param order places of ids, row by row, and in their own order within each
 */
record Occurrences(int[] rows, int[] starts, int[] order) {
  private static final int DIGITS = 11;

  static Occurrences of(int... ids) {
    int[] order = sorted(ids);
    int count = 0;
    for (int i = 0; i < order.length; i++) {
      if (i == 0 || ids[order[i]] != ids[order[i - 1]]) {
        count++;
      }
    }
    int[] rows = new int[count];
    int[] starts = new int[count + 1];
    int at = 0;
    for (int i = 0; i < order.length; i++) {
      if (i == 0 || ids[order[i]] != ids[order[i - 1]]) {
        rows[at] = ids[order[i]];
        starts[at++] = i;
      }
    }
    starts[count] = order.length;
    return new Occurrences(rows, starts, order);
  }

  /** Places in the order of their ids, sorted by some binary digits after the other. */
  private static int[] sorted(int... ids) {
    int all = 0;
    int[] order = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      order[i] = i;
      all |= ids[i];
    }
    int[] other = new int[ids.length];
    for (int shift = 0; shift < 32 && all >>> shift != 0; shift += DIGITS) {
      int[] next = new int[(1 << DIGITS) + 1];
      for (int id : ids) {
        next[(id >>> shift & (1 << DIGITS) - 1) + 1]++;
      }
      for (int i = 1; i < next.length; i++) {
        next[i] += next[i - 1];
      }
      for (int place : order) {
        other[next[ids[place] >>> shift & (1 << DIGITS) - 1]++] = place;
      }
      int[] done = other;
      other = order;
      order = done;
    }
    return order;
  }
}
