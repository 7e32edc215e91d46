package dev.braid.internal.engine.kernels.support;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Sums of the ranges of a parallel loop, added up in the order of the ranges, whichever is done
 * first: the same elements give the same sums to the bit.
 */
public final class ParallelSums {
  private final double[][] sums;
  private final Map<Integer, double[][]> parts = new ConcurrentSkipListMap<>();

  /** Arrays of sums of the given width, all 0. */
  public ParallelSums(int count, int width) {
    sums = new double[count][width];
  }

  /** Receives the sums of the range that begins at an index. */
  public void put(int low, double[]... found) {
    parts.put(low, found);
  }

  public void put(int low, float[]... found) {
    double[][] exact = new double[sums.length][sums[0].length];
    for (int k = 0; k < exact.length; k++) {
      for (int i = 0; i < exact[k].length; i++) {
        exact[k][i] = found[k][i];
      }
    }
    put(low, exact);
  }

  private static void add(double[] to, double[] more) {
    for (int i = 0; i < to.length; i++) {
      to[i] += more[i];
    }
  }

  /** The sums over all parts, once they are done. */
  public double[][] all() {
    for (double[][] part : parts.values()) {
      for (int k = 0; k < sums.length; k++) {
        add(sums[k], part[k]);
      }
    }
    parts.clear();
    return sums;
  }

  /** The first sums as floats. */
  public float[] rounded() {
    return rounded(all()[0]);
  }

  public static float[] rounded(double... sums) {
    float[] numbers = new float[sums.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) sums[i];
    }
    return numbers;
  }
}
