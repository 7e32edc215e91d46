package dev.braid.layers.preprocessing;

import dev.braid.ops.Value;

/** Rows of numbers that stand for ids; an id below 0 is left out. */
final class Encoding {
  private Encoding() {}

  /** A row with a single 1 for each id of a graph; a single id is a row, several are a row each. */
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

  /** A row for each sample that says which ids it has. */
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

  /** A row for each sample that says how often it has each id. */
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
