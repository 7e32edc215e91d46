package dev.braid.benchmarks.measure;

import java.util.Arrays;

/** The median and the quartiles of measurements. */
public record Quartiles(double median, double lower, double upper) {
  /** Computes quartiles by linear interpolation, as NumPy does. */
  public static Quartiles of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("expected at least one measurement, received none");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Quartiles(quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75));
  }

  /** Computes the quartiles of ratios of paired measurements. */
  public static Quartiles ofRatios(double[] above, double[] below) {
    if (above.length != below.length) {
      throw new IllegalArgumentException(
          "ratios require pairs: " + above.length + " measurements against " + below.length);
    }
    double[] ratios = new double[above.length];
    Arrays.setAll(ratios, i -> above[i] / below[i]);
    return of(ratios);
  }

  private static double quantile(double[] sorted, double fraction) {
    double place = fraction * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
