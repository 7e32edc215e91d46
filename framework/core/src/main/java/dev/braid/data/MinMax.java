package dev.braid.data;

import dev.braid.StructureException;
import dev.braid.internal.data.arrays.ShouldHaveRowsOfOneLength;
import dev.braid.internal.data.checks.ShouldBeValidOption;
import dev.braid.internal.data.checks.ShouldNotBeEmpty;
import java.util.Arrays;

/** Scales every feature to a range by its smallest and largest value in the training data. */
public final class MinMax {
  private final double[] low;
  private final double[] high;
  private final double from;
  private final double to;

  private MinMax(double[] low, double[] high, double from, double to) {
    this.low = low;
    this.high = high;
    this.from = from;
    this.to = to;
  }

  /** Finds the smallest and the largest value of every feature, which are scaled to 0 and 1. */
  public static MinMax adapt(float[][] data) {
    if (data.length == 0) {
      throw StructureException.of("minMax(data)", ShouldNotBeEmpty.samples("data", "float[0][]"));
    }
    double[] low = new double[data[0].length];
    double[] high = new double[data[0].length];
    Arrays.fill(low, Double.POSITIVE_INFINITY);
    Arrays.fill(high, Double.NEGATIVE_INFINITY);
    for (int row = 0; row < data.length; row++) {
      check(data, row, low.length);
      for (int i = 0; i < low.length; i++) {
        low[i] = Math.min(low[i], data[row][i]);
        high[i] = Math.max(high[i], data[row][i]);
      }
    }
    return new MinMax(low, high, 0, 1);
  }

  /** Scales to another range. */
  public MinMax range(double from, double to) {
    if (!(from < to)) {
      throw StructureException.of(
          "minMax(data)",
          ShouldBeValidOption.problem("range", "a smaller and a larger number", from + ", " + to));
    }
    return new MinMax(low, high, from, to);
  }

  /** Scaled copies; a feature that never changed becomes the range's lower end. */
  public float[][] transform(float[][] data) {
    float[][] scaled = new float[data.length][low.length];
    for (int row = 0; row < data.length; row++) {
      check(data, row, low.length);
      for (int i = 0; i < low.length; i++) {
        scaled[row][i] = (float) (from + (data[row][i] - low[i]) / width(i) * (to - from));
      }
    }
    return scaled;
  }

  /** The values before scaling. */
  public float[][] inverse(float[][] data) {
    float[][] original = new float[data.length][low.length];
    for (int row = 0; row < data.length; row++) {
      check(data, row, low.length);
      for (int i = 0; i < low.length; i++) {
        original[row][i] = (float) (low[i] + (data[row][i] - from) / (to - from) * width(i));
      }
    }
    return original;
  }

  private double width(int feature) {
    double width = high[feature] - low[feature];
    return width == 0 ? 1 : width;
  }

  private static void check(float[][] data, int row, int width) {
    if (data[row].length != width) {
      throw StructureException.of(
          "minMax(data)",
          ShouldHaveRowsOfOneLength.problem(
              "data", "float[" + data.length + "][]", "[" + row + "]", data[row].length, width, 1));
    }
  }
}
