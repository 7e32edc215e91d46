package dev.braid.metrics;

import dev.braid.Problem;
import dev.braid.StructureException;
import java.util.Arrays;

/** Cuts between yes and no, and how many of them a prediction lies above. */
final class Thresholds {
  private final float[] sorted;
  private final int[] places;
  private final boolean even;
  private final boolean open;

  private Thresholds(double[] cuts) {
    int count = cuts.length;
    Integer[] order = new Integer[count];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(cuts[a], cuts[b]));
    sorted = new float[count];
    places = new int[count];
    for (int i = 0; i < count; i++) {
      sorted[i] = (float) cuts[order[i]];
      places[order[i]] = i;
    }
    even = evenlySpread(cuts);
    open = count > 0 && (cuts[0] < 0 || cuts[count - 1] > 1);
  }

  static Thresholds of(double... cuts) {
    return new Thresholds(cuts);
  }

  /** So many cuts from 0 to 1. */
  static Thresholds spread(int count) {
    double[] cuts = new double[count];
    for (int i = 0; i < count; i++) {
      cuts[i] = count == 1 ? 0.5 : (double) i / (count - 1);
    }
    return of(cuts);
  }

  /** Cuts with one below 0 and one above 1 at the ends, so that the ends of a curve are reached. */
  static Thresholds closed(double... inner) {
    double[] cuts = new double[inner.length + 2];
    System.arraycopy(inner, 0, cuts, 1, inner.length);
    cuts[0] = -StandardMetric.EPSILON;
    cuts[cuts.length - 1] = 1 + StandardMetric.EPSILON;
    return of(cuts);
  }

  static double[] checked(String metric, double[] cuts) {
    if (cuts != null && Arrays.stream(cuts).anyMatch(cut -> !(cut >= 0 && cut <= 1))) {
      throw StructureException.of(
          metric + " cannot be made",
          new Problem(
              "option",
              "thresholds",
              "numbers from 0 to 1",
              "received " + Arrays.toString(cuts),
              "Predictions that are logits want .fromLogits() or a sigmoid."));
    }
    return cuts == null ? null : cuts.clone();
  }

  private static boolean evenlySpread(double[] cuts) {
    if (cuts.length < 3) {
      return false;
    }
    for (int i = 0; i < cuts.length; i++) {
      float wanted = (float) i / (cuts.length - 1);
      if (Math.abs(cuts[i] - wanted) > 1e-7 + 1e-5 * wanted) {
        return false;
      }
    }
    return true;
  }

  int count() {
    return sorted.length;
  }

  /** Where the cut that was given at a place stands among the sorted ones. */
  int place(int given) {
    return places[given];
  }

  /** How many cuts lie below a prediction. */
  int below(float prediction) {
    if (even) {
      // Keras counts by the width of the gaps, in float32
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
