package dev.braid.internal.engine.kernels.support;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Sums of the ranges of a parallel loop, added in the order of the ranges, whichever finishes
 * first: equal elements give bitwise equal sums.
 */
public final class ParallelSums {
  private final double[][] sums;
  private final Map<Integer, double[][]> ranges = new ConcurrentSkipListMap<>();

  /** Creates arrays of sums of the given width, all 0. */
  public ParallelSums(int count, int width) {
    sums = new double[count][width];
  }

  /** Adds the sums of the range that begins at an index. */
  public void put(int low, double[]... rangeSums) {
    ranges.put(low, rangeSums);
  }

  public void put(int low, float[]... rangeSums) {
    double[][] doubles = new double[sums.length][sums[0].length];
    for (int k = 0; k < doubles.length; k++) {
      for (int i = 0; i < doubles[k].length; i++) {
        doubles[k][i] = rangeSums[k][i];
      }
    }
    put(low, doubles);
  }

  private static void add(double[] to, double[] summands) {
    for (int i = 0; i < to.length; i++) {
      to[i] += summands[i];
    }
  }

  /** Returns the sums over all ranges, after these are done. */
  public double[][] all() {
    for (double[][] range : ranges.values()) {
      for (int k = 0; k < sums.length; k++) {
        add(sums[k], range[k]);
      }
    }
    ranges.clear();
    return sums;
  }

  /** Returns the first sums as floats. */
  public float[] rounded() {
    return rounded(all()[0]);
  }

  public static float[] rounded(double... sums) {
    float[] floats = new float[sums.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) sums[i];
    }
    return floats;
  }
}
