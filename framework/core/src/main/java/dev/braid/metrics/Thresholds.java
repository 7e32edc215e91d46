package dev.braid.metrics;

import dev.braid.Problem;
import dev.braid.StructureException;
import java.util.Arrays;

/** The thresholds between negative and positive, and the number of them below a prediction. */
final class Thresholds {
  private final float[] sorted;
  private final int[] sortedIndices;
  private final boolean even;
  private final boolean open;

  private Thresholds(double[] thresholds) {
    int count = thresholds.length;
    Integer[] order = new Integer[count];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(thresholds[a], thresholds[b]));
    sorted = new float[count];
    sortedIndices = new int[count];
    for (int i = 0; i < count; i++) {
      sorted[i] = (float) thresholds[order[i]];
      sortedIndices[order[i]] = i;
    }
    even = isEvenlySpaced(thresholds);
    open = count > 0 && (thresholds[0] < 0 || thresholds[count - 1] > 1);
  }

  static Thresholds of(double... thresholds) {
    return new Thresholds(thresholds);
  }

  /** Evenly spaced thresholds from 0 to 1. */
  static Thresholds evenlySpaced(int count) {
    double[] thresholds = new double[count];
    for (int i = 0; i < count; i++) {
      thresholds[i] = count == 1 ? 0.5 : (double) i / (count - 1);
    }
    return of(thresholds);
  }

  /** Thresholds with one below 0 and one above 1 added, so that a curve includes both ends. */
  static Thresholds closed(double... inner) {
    double[] thresholds = new double[inner.length + 2];
    System.arraycopy(inner, 0, thresholds, 1, inner.length);
    thresholds[0] = -StandardMetric.EPSILON;
    thresholds[thresholds.length - 1] = 1 + StandardMetric.EPSILON;
    return of(thresholds);
  }

  static double[] checked(String metric, double[] thresholds) {
    if (Arrays.stream(thresholds).anyMatch(cut -> !(cut >= 0 && cut <= 1))) {
      throw StructureException.of(
          metric + " cannot be made",
          new Problem(
              "option",
              "thresholds",
              "numbers from 0 to 1",
              "received " + Arrays.toString(thresholds),
              "For logits use .fromLogits() or a sigmoid."));
    }
    return thresholds.clone();
  }

  private static boolean isEvenlySpaced(double[] thresholds) {
    if (thresholds.length < 3) {
      return false;
    }
    for (int i = 0; i < thresholds.length; i++) {
      float expected = (float) i / (thresholds.length - 1);
      if (Math.abs(thresholds[i] - expected) > 1e-7 + 1e-5 * expected) {
        return false;
      }
    }
    return true;
  }

  int count() {
    return sorted.length;
  }

  /** The sorted index of the threshold that was given at an index. */
  int sortedIndex(int given) {
    return sortedIndices[given];
  }

  /** The number of thresholds below a prediction. */
  int below(float prediction) {
    if (even) {
      // Keras divides by the distance of the thresholds, in float32
      float within = Math.max(0, Math.min(1, prediction));
      int bucket = (int) Math.ceil(within * (float) (sorted.length - 1)) - 1;
      return 1 + (open ? Math.max(0, bucket) : bucket);
    }
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < prediction) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
