package dev.braid.layers.preprocessing;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.data.arrays.ArrayReader;
import dev.braid.internal.data.arrays.NumericArray;
import dev.braid.internal.data.arrays.ValueLimits;
import dev.braid.internal.data.arrays.ValueOccurrences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The mean and the population variance for each position along the kept axes.
 *
 * @param shape sizes of the kept axes
 * @param mean in C order
 * @param variance in C order
 */
record Moments(long[] shape, double[] mean, double[] variance) {
  /** The number of elements that are read at once. */
  private static final int BLOCK = 1 << 16;

  /**
   * Computes the moments in two passes over the data.
   *
   * @param data nested numbers in any form, the samples first
   * @param axes the kept axes, counted with the samples' axis
   */
  static Moments of(Object data, int... axes) {
    List<Problem> problems = new ArrayList<>();
    NumericArray numbers = ArrayReader.complete().read("data", data, problems);
    if (numbers != null) {
      ValueOccurrences found =
          numbers.scan("data", ValueLimits.any(ValueLimits.Storage.FLOAT32), problems).notFinite();
      if (found.count() > 0) {
        problems.add(
            new Problem(
                "not-finite",
                "data",
                "finite values",
                "received " + found.count() + " NaN or infinite",
                "Clean them with replaceNonFinite(array, 0) or imputeMean(array)."));
      }
    }
    if (numbers != null && problems.isEmpty() && numbers.samples() == 0) {
      problems.add(Problem.of("empty", "data", "received no samples"));
    }
    if (numbers != null && problems.isEmpty() && misses(numbers.rank(), axes)) {
      problems.add(
          new Problem(
              "layer-option",
              "axis",
              "axes of the data after the sample axis",
              "received data with " + numbers.rank() + " axes",
              ""));
    }
    if (numbers == null || !problems.isEmpty()) {
      throw new StructureException("Normalization cannot be adapted", problems);
    }
    return of(numbers, axes);
  }

  private static boolean misses(int rank, int... axes) {
    for (int axis : axes) {
      if (axis >= rank || axis + rank < 1) {
        return true;
      }
    }
    return false;
  }

  private static Moments of(NumericArray numbers, int... axes) {
    long[] shape = numbers.shape();
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
    int[] indices = indices(shape, kept, Math.toIntExact(numbers.sampleSize()));
    int size = sizes.stream().mapToInt(Math::toIntExact).reduce(1, Math::multiplyExact);
    double weight = (double) size / indices.length / numbers.samples();
    double[] mean = new double[size];
    forEachElement(numbers, (index, number) -> mean[index] += number * weight, indices);
    double[] variance = new double[size];
    forEachElement(
        numbers,
        (index, number) -> {
          double distance = number - mean[index];
          variance[index] += distance * distance * weight;
        },
        indices);
    return new Moments(sizes.stream().mapToLong(Long::longValue).toArray(), mean, variance);
  }

  /** Receives an element and the index of its mean. */
  private interface Visit {
    void number(int index, double number);
  }

  private static void forEachElement(NumericArray numbers, Visit visit, int... indices) {
    int step = Math.max(1, BLOCK / Math.max(1, indices.length));
    for (int from = 0; from < numbers.samples(); from += step) {
      double[] values = numbers.values(from, Math.min(numbers.samples(), from + step));
      for (int i = 0; i < values.length; i++) {
        visit.number(indices[i % indices.length], values[i]);
      }
    }
  }

  /** The index of the mean for each element of a sample. */
  private static int[] indices(long[] shape, boolean[] kept, int size) {
    int[] indices = new int[size];
    for (int i = 0; i < size; i++) {
      long rest = i;
      long stride = 1;
      for (int axis = shape.length - 1; axis > 0; axis--) {
        if (kept[axis]) {
          indices[i] += (int) (rest % shape[axis] * stride);
          stride *= shape[axis];
        }
        rest /= shape[axis];
      }
    }
    return indices;
  }

  /** Whether the data had these sizes along the kept axes. */
  boolean fits(long... sizes) {
    return Arrays.equals(shape, sizes);
  }
}
