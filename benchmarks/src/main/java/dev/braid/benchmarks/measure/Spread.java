package dev.braid.benchmarks.measure;

import java.util.Arrays;

/** The middle of some measurements, and between what the middle half of them lies. */
public record Spread(double median, double lower, double upper) {
  /** Quartiles by linear interpolation between the neighbours in order, as NumPy has them. */
  public static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Spread(quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75));
  }

  /** Of the ratios of what was measured side by side, round by round. */
  public static Spread ofRatios(double[] above, double[] below) {
    if (above.length != below.length) {
      throw new IllegalArgumentException(
          "ratios need pairs: " + above.length + " measurements against " + below.length);
    }
    double[] ratios = new double[above.length];
    Arrays.setAll(ratios, i -> above[i] / below[i]);
    return of(ratios);
  }

  private static double quantile(double[] sorted, double part) {
    double place = part * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
