package dev.braid.layers.preprocessing;

import dev.braid.ops.Value;

/** Encodes ids as rows of numbers; ids below 0 are ignored. */
final class IdEncoding {
  private IdEncoding() {}

  /** A one-hot row for each id in a graph. */
  static Value oneHot(Value ids, long depth) {
    return (ids.size(-1) == 1 ? ids.squeeze(-1) : ids).oneHot(depth);
  }

  /** A row with a single 1 for each id. */
  static float[][] oneHot(int[] ids, int depth) {
    float[][] rows = new float[ids.length][depth];
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] >= 0) {
        rows[i][ids[i]] = 1;
      }
    }
    return rows;
  }

  /** A row for each sample that marks its ids. */
  static float[][] multiHot(int[][] ids, int depth) {
    float[][] rows = new float[ids.length][depth];
    for (int i = 0; i < ids.length; i++) {
      for (int id : ids[i]) {
        if (id >= 0) {
          rows[i][id] = 1;
        }
      }
    }
    return rows;
  }

  /** A row for each sample that counts its ids. */
  static float[][] counts(int[][] ids, int depth) {
    float[][] rows = new float[ids.length][depth];
    for (int i = 0; i < ids.length; i++) {
      for (int id : ids[i]) {
        if (id >= 0) {
          rows[i][id]++;
        }
      }
    }
    return rows;
  }
}
