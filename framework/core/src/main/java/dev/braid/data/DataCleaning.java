package dev.braid.data;

import dev.braid.StructureException;
import dev.braid.internal.data.arrays.ArrayDescription;
import dev.braid.internal.data.arrays.ShouldHoldNumbers;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Replaces NaN and infinite values in copies of arrays. */
public final class DataCleaning {
  private DataCleaning() {}

  /**
   * A copy in which every NaN and infinite value is replaced by another value.
   *
   * @param array numbers in any form that {@code fit} accepts; integers are all finite
   */
  public static <A> A replaceNonFinite(A array, double value) {
    return mapped(array, "replaceNonFinite", value);
  }

  /** A copy in which NaN and infinite values are the mean of the finite ones in their column. */
  public static float[][] imputeMean(float[][] rows) {
    return imputed(rows, "imputeMean", column -> Arrays.stream(column).average().orElseThrow());
  }

  /** A copy in which NaN and infinite values are the mean of the finite ones in their column. */
  public static double[][] imputeMean(double[][] rows) {
    return imputed(rows, "imputeMean", column -> Arrays.stream(column).average().orElseThrow());
  }

  /** A copy in which NaN and infinite values are the median of the finite ones in their column. */
  public static float[][] imputeMedian(float[][] rows) {
    return imputed(rows, "imputeMedian", DataCleaning::median);
  }

  /** A copy in which NaN and infinite values are the median of the finite ones in their column. */
  public static double[][] imputeMedian(double[][] rows) {
    return imputed(rows, "imputeMedian", DataCleaning::median);
  }

  @SuppressWarnings("unchecked") // each branch makes what it was given
  private static <A> A mapped(A array, String call, double value) {
    if (array instanceof float[] floats) {
      float[] copy = floats.clone();
      for (int i = 0; i < copy.length; i++) {
        copy[i] = Float.isFinite(copy[i]) ? copy[i] : (float) value;
      }
      return (A) copy;
    }
    if (array instanceof double[] doubles) {
      return (A) Arrays.stream(doubles).map(x -> Double.isFinite(x) ? x : value).toArray();
    }
    if (array instanceof Object[] rows) {
      Object[] copy = rows.clone();
      for (int i = 0; i < copy.length; i++) {
        copy[i] = mapped(copy[i], call, value);
      }
      return (A) copy;
    }
    if (array instanceof List<?> rows) {
      List<Object> copy = new ArrayList<>();
      for (Object row : rows) {
        copy.add(mapped(row, call, value));
      }
      return (A) copy;
    }
    if (array instanceof INDArray numbers) {
      if (!numbers.dataType().isFPType()) {
        return array;
      }
      INDArray copy = numbers.dup();
      for (long i = 0; i < copy.length(); i++) {
        if (!Double.isFinite(copy.getDouble(i))) {
          copy.putScalar(i, value);
        }
      }
      return (A) copy;
    }
    if (array instanceof Double number) {
      return (A) (Double.isFinite(number) ? number : Double.valueOf(value));
    }
    if (array instanceof Float number) {
      return (A) (Float.isFinite(number) ? number : Float.valueOf((float) value));
    }
    if (array instanceof Number
        || array != null && ArrayDescription.primitiveRow(array.getClass())) {
      return array;
    }
    throw StructureException.of(
        call + "(array, value)", ShouldHoldNumbers.problem("array", "", array));
  }

  private static double median(double[] column) {
    double[] sorted = column.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static <R> R[] imputed(R[] rows, String call, ToDoubleFunction<double[]> mean) {
    int width = Arrays.stream(rows).mapToInt(Array::getLength).max().orElse(0);
    R[] copy = rows.clone();
    for (int row = 0; row < copy.length; row++) {
      copy[row] = mapped(rows[row], call, Double.NaN);
    }
    for (int column = 0; column < width; column++) {
      int place = column;
      double[] finite =
          Arrays.stream(rows)
              .filter(row -> Array.getLength(row) > place)
              .mapToDouble(row -> Array.getDouble(row, place))
              .filter(Double::isFinite)
              .toArray();
      if (finite.length == 0) {
        throw StructureException.of(call + "(rows)", ShouldHoldNumbers.emptyColumn("rows", column));
      }
      put(copy, column, mean.applyAsDouble(finite));
    }
    return copy;
  }

  private static void put(Object[] rows, int column, double value) {
    for (Object row : rows) {
      if (row instanceof float[] floats && column < floats.length) {
        floats[column] = Float.isFinite(floats[column]) ? floats[column] : (float) value;
      } else if (row instanceof double[] doubles && column < doubles.length) {
        doubles[column] = Double.isFinite(doubles[column]) ? doubles[column] : value;
      }
    }
  }
}
