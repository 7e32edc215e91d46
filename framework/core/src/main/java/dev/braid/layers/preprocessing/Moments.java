package dev.braid.layers.preprocessing;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.data.arrays.Grid;
import dev.braid.data.arrays.GridReader;
import dev.braid.data.arrays.Limits;
import dev.braid.data.arrays.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Mean and variance of the population, for each position along the kept axes.
 *
 * @param shape sizes of the kept axes
 * @param mean in C order
 * @param variance in C order
 */
record Moments(long[] shape, double[] mean, double[] variance) {
  /** How many numbers are looked at together. */
  private static final int BLOCK = 1 << 16;

  /**
   * Goes over the data twice.
   *
   * @param data any nest of numbers, the samples first
   * @param axes the kept axes, counted with the samples' axis
   */
  static Moments of(Object data, int... axes) {
    List<Problem> problems = new ArrayList<>();
    Grid grid = GridReader.complete().read("data", data, problems);
    if (grid != null) {
      Tally found = grid.scan("data", Limits.any(Limits.Storage.FLOAT32), problems).notFinite();
      if (found.count() > 0) {
        problems.add(
            new Problem(
                "not-finite",
                "data",
                "finite numbers",
                "not so for " + found.count(),
                "Clean them with replaceNonFinite(array, 0) or imputeMean(array)."));
      }
    }
    if (problems.isEmpty() && grid.samples() == 0) {
      problems.add(Problem.of("empty", "data", "there are no samples"));
    }
    if (problems.isEmpty() && misses(grid.rank(), axes)) {
      problems.add(
          new Problem(
              "layer-option",
              "axis",
              "axes of the data behind that of the samples",
              "received data with " + grid.rank() + " axes",
              ""));
    }
    if (!problems.isEmpty()) {
      throw new StructureException("Normalization cannot be adapted", problems);
    }
    return of(grid, axes);
  }

  private static boolean misses(int rank, int... axes) {
    for (int axis : axes) {
      if (axis >= rank || axis + rank < 1) {
        return true;
      }
    }
    return false;
  }

  private static Moments of(Grid grid, int... axes) {
    long[] shape = grid.shape();
    boolean[] kept = new boolean[shape.length];
    for (int axis : axes) {
      kept[axis < 0 ? axis + shape.length : axis] = true;
    }
    List<Long> sizes = new ArrayList<>();
    for (int axis = 1; axis < shape.length; axis++) {
      if (kept[axis]) {
        sizes.add(shape[axis]);
      }
    }
    int[] places = places(shape, kept, Math.toIntExact(grid.sampleSize()));
    int size = sizes.stream().mapToInt(Math::toIntExact).reduce(1, Math::multiplyExact);
    double share = (double) size / places.length / grid.samples();
    double[] mean = new double[size];
    walk(grid, (place, number) -> mean[place] += number * share, places);
    double[] variance = new double[size];
    walk(
        grid,
        (place, number) -> {
          double apart = number - mean[place];
          variance[place] += apart * apart * share;
        },
        places);
    return new Moments(sizes.stream().mapToLong(Long::longValue).toArray(), mean, variance);
  }

  /** Takes a number and the place of the mean that it goes into. */
  private interface Visit {
    void number(int place, double number);
  }

  private static void walk(Grid grid, Visit visit, int... places) {
    int step = Math.max(1, BLOCK / Math.max(1, places.length));
    for (int from = 0; from < grid.samples(); from += step) {
      double[] numbers = grid.numbers(from, Math.min(grid.samples(), from + step));
      for (int i = 0; i < numbers.length; i++) {
        visit.number(places[i % places.length], numbers[i]);
      }
    }
  }

  /** For each number of a sample the mean that it goes into. */
  private static int[] places(long[] shape, boolean[] kept, int size) {
    int[] places = new int[size];
    for (int i = 0; i < size; i++) {
      long rest = i;
      long stride = 1;
      for (int axis = shape.length - 1; axis > 0; axis--) {
        if (kept[axis]) {
          places[i] += (int) (rest % shape[axis] * stride);
          stride *= shape[axis];
        }
        rest /= shape[axis];
      }
    }
    return places;
  }

  /** Whether they were found in data of these sizes along the kept axes. */
  boolean fits(long... sizes) {
    return Arrays.equals(shape, sizes);
  }
}
