package dev.braid.data;

import dev.braid.Problem;
import dev.braid.StructureException;
import java.util.Arrays;

/** Writes class numbers as one-hot rows. */
public final class OneHotEncoding {
  private OneHotEncoding() {}

  /** One row for each label, as wide as the largest label needs. */
  public static float[][] of(int[] labels) {
    return of(labels, Arrays.stream(labels).max().orElse(-1) + 1);
  }

  /** One row for each label, as wide as there are classes. */
  public static float[][] of(int[] labels, int classes) {
    float[][] rows = new float[labels.length][Math.max(0, classes)];
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw refused(labels[i], "[" + i + "]", classes);
      }
      rows[i][labels[i]] = 1;
    }
    return rows;
  }

  /** One row for each label of each sequence. */
  public static float[][][] of(int[][] labels, int classes) {
    float[][][] all = new float[labels.length][][];
    for (int i = 0; i < labels.length; i++) {
      all[i] = of(labels[i], classes);
    }
    return all;
  }

  private static StructureException refused(int label, String at, int classes) {
    return StructureException.of(
        "toCategorical(labels, " + classes + ")",
        new Problem(
            "label-range",
            "labels",
            "class numbers from 0 to " + (classes - 1),
            "received " + label + " at " + at,
            ""));
  }
}
