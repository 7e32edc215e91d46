package dev.braid.layers.preprocessing;

import dev.braid.Problem;
import dev.braid.StructureException;
import java.util.Arrays;

/**
 * Tells which range each number lies in, before a graph sees it, with Keras' way to choose ranges.
 *
 * <p>The boundaries 0 and 1 make three ranges: below 0, from 0 to below 1, and from 1.
 */
public final class Discretization {
  /** How many ranges to choose; 0 where the boundaries were given. */
  private int bins;

  private double epsilon = 0.01;
  private float[] boundaries;

  private Discretization() {}

  /** Known boundaries, in rising order. */
  public static Discretization at(double... boundaries) {
    float[] own = new float[boundaries.length];
    boolean rising = own.length > 0;
    for (int i = 0; i < own.length; i++) {
      own[i] = (float) boundaries[i];
      rising &= Float.isFinite(own[i]) && (i == 0 || own[i] >= own[i - 1]);
    }
    if (!rising) {
      throw refusal(
          "binBoundaries", "finite numbers in rising order", Arrays.toString(boundaries), "");
    }
    Discretization made = new Discretization();
    made.boundaries = own;
    return made;
  }

  /** So many ranges, which {@link #adapt} chooses so that each holds about as many numbers. */
  public static Discretization into(int bins) {
    if (bins < 2) {
      throw refusal("numBins", "a number from 2", bins, "");
    }
    Discretization made = new Discretization();
    made.bins = bins;
    return made;
  }

  /** How roughly ranges may be chosen: a share of the data, 0.01 unless it is said. */
  public Discretization epsilon(double share) {
    if (!(share > 0 && share < 1)) {
      throw refusal("epsilon", "a share in (0, 1)", share, "");
    }
    epsilon = share;
    return this;
  }

  /** Chooses the boundaries. */
  public Discretization adapt(float... data) {
    if (bins == 0) {
      throw refusal(
          "adapt", "a number of bins", "boundaries", "Make it by discretizationInto(numBins).");
    }
    for (float number : data) {
      if (Float.isNaN(number)) {
        throw refusal("adapt", "numbers", "NaN", "Clean them with replaceNonFinite(array, 0).");
      }
    }
    if (data.length == 0) {
      throw refusal("adapt", "at least one number", "none", "");
    }
    boundaries = Quantiles.of(epsilon, data).boundaries(bins);
    return this;
  }

  /** {@link #adapt(float...)} on all numbers of some rows. */
  public Discretization adapt(float[][] data) {
    int size = 0;
    for (float[] row : data) {
      size += row.length;
    }
    float[] all = new float[size];
    int from = 0;
    for (float[] row : data) {
      System.arraycopy(row, 0, all, from, row.length);
      from += row.length;
    }
    return adapt(all);
  }

  /** The boundaries; there is one range more. */
  public float[] binBoundaries() {
    return known().clone();
  }

  private float[] known() {
    if (boundaries == null) {
      throw refusal("binBoundaries", "boundaries learnt from data", "none", "Call adapt(…) first.");
    }
    return boundaries;
  }

  private static StructureException refusal(
      String option, String expected, Object received, String fix) {
    return StructureException.of(
        "Discretization does not fit",
        new Problem("layer-option", option, expected, "received " + received, fix));
  }

  /** The number of each one's range, from 0. */
  public int[] ids(float... numbers) {
    float[] ends = known();
    int[] ids = new int[numbers.length];
    for (int i = 0; i < ids.length; i++) {
      int passed = 0;
      int right = ends.length;
      while (passed < right) {
        int middle = (passed + right) >>> 1;
        if (numbers[i] < ends[middle]) {
          right = middle;
        } else {
          passed = middle + 1;
        }
      }
      ids[i] = passed;
    }
    return ids;
  }

  public int[][] ids(float[][] rows) {
    return Arrays.stream(rows).map(this::ids).toArray(int[][]::new);
  }

  /** A row with a single 1 for each number. */
  public float[][] oneHot(float... numbers) {
    return Encoding.oneHot(ids(numbers), known().length + 1);
  }

  /** A row for each sample that says in which ranges it has numbers. */
  public float[][] multiHot(float[][] rows) {
    return Encoding.multiHot(ids(rows), known().length + 1);
  }

  /** A row for each sample that says how many numbers it has in each range. */
  public float[][] counts(float[][] rows) {
    return Encoding.counts(ids(rows), known().length + 1);
  }
}
