package dev.braid.internal.plots;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The vertical axis of a panel: its range, its scale, and its ticks.
 *
 * <p>A tick is a decimal number and its label is the same number, so the two cannot disagree.
 */
final class PlotAxis {
  private static final int TICKS = 6;
  private static final double MARGIN = 0.08;
  private static final double LOG_MARGIN = 1.3;

  /** The margin on both sides of a constant, relative to its magnitude. */
  private static final double AROUND_CONSTANT = 0.1;

  /**
   * The minimum range relative to the values' magnitude, which float32 and short labels can
   * resolve.
   */
  private static final double MIN_RANGE = 1e-5;

  private static final double SMALLEST = 1e-300;
  private static final double ROUNDING = 1e-9;
  private static final int[][] MANTISSAS = {{1, 2, 5}, {1, 3}, {1}};

  private final double low;
  private final double high;
  private final boolean logarithmic;

  /** A value on the axis, and its label. */
  record Tick(double value, String label) {}

  private PlotAxis(double low, double high, boolean logarithmic) {
    this.low = low;
    this.high = high;
    this.logarithmic = logarithmic;
  }

  /** Creates an axis with a linear scale; a constant gets a margin on both sides. */
  static PlotAxis linear(double least, double most) {
    double size = Math.max(Math.abs(least), Math.abs(most));
    if (size < SMALLEST) {
      return new PlotAxis(0, 1, false);
    }
    double half = most / 2 - least / 2;
    double margin =
        half > 0 ? Math.max(2 * MARGIN * half, MIN_RANGE * size) : AROUND_CONSTANT * size;
    double low = Math.max(least - margin, -Double.MAX_VALUE);
    double high = Math.min(most + margin, Double.MAX_VALUE);
    // The axis of values that are never negative does not include negative values.
    return new PlotAxis(
        least >= 0 ? Math.max(low, 0) : low, most <= 0 ? Math.min(high, 0) : high, false);
  }

  /** Creates an axis with a logarithmic scale, for positive values. */
  static PlotAxis logarithmic(double least, double most) {
    return new PlotAxis(
        Math.max(least / LOG_MARGIN, Double.MIN_VALUE),
        Math.min(most * LOG_MARGIN, Double.MAX_VALUE),
        true);
  }

  boolean isLogarithmic() {
    return logarithmic;
  }

  /** Returns the position of a value: 0 at the lower end, 1 at the upper one. */
  double height(double value) {
    if (logarithmic) {
      return (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low));
    }
    return (value / 2 - low / 2) / (high / 2 - low / 2);
  }

  /** Returns the ticks in ascending order. */
  List<Tick> ticks() {
    return logarithmic ? logarithmicTicks() : linearTicks();
  }

  private List<Tick> linearTicks() {
    BigDecimal step = step(high / (TICKS - 1) - low / (TICKS - 1));
    List<BigDecimal> values = new ArrayList<>();
    BigDecimal at = new BigDecimal(low).divide(step, 0, RoundingMode.CEILING).multiply(step);
    for (; at.doubleValue() <= high; at = at.add(step)) {
      values.add(at);
    }
    double size =
        values.stream().mapToDouble(value -> Math.abs(value.doubleValue())).max().orElse(0);
    boolean plain = plain(size);
    return values.stream()
        .map(
            value ->
                new Tick(
                    value.doubleValue(),
                    plain
                        ? value
                            .setScale(Math.max(0, step.scale()), RoundingMode.UNNECESSARY)
                            .toPlainString()
                        : power(value)))
        .toList();
  }

  /**
   * Returns the smallest step of 1, 2, 2.5 or 5 times a power of ten that is at least the given
   * one.
   */
  private static BigDecimal step(double least) {
    int exponent = (int) Math.floor(Math.log10(least));
    for (String digits : new String[] {"1", "2", "2.5", "5"}) {
      BigDecimal step = new BigDecimal(digits).scaleByPowerOfTen(exponent);
      if (step.doubleValue() >= least * (1 - ROUNDING)) {
        return step;
      }
    }
    return BigDecimal.ONE.scaleByPowerOfTen(exponent + 1);
  }

  private List<Tick> logarithmicTicks() {
    for (int[] digits : MANTISSAS) {
      List<Tick> ticks = decades(1, digits);
      if (ticks.size() <= TICKS) {
        return ticks;
      }
    }
    int stride = 2;
    while (decades(stride, 1).size() > TICKS) {
      stride++;
    }
    return decades(stride, 1);
  }

  private List<Tick> decades(int stride, int... digits) {
    List<Tick> ticks = new ArrayList<>();
    int first = Math.floorDiv((int) Math.floor(Math.log10(low)), stride) * stride;
    for (int exponent = first; exponent <= Math.log10(high); exponent += stride) {
      for (int digit : digits) {
        BigDecimal exact = BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent);
        double value = exact.doubleValue();
        if (value >= low && value <= high) {
          ticks.add(new Tick(value, plain(value) ? exact.toPlainString() : power(exact)));
        }
      }
    }
    return ticks;
  }

  private static boolean plain(double size) {
    return size == 0 || size >= 1e-3 && size < 1e6;
  }

  /** Formats a value in scientific notation, such as {@code 2.5e-07}. */
  private static String power(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    BigDecimal digits = value.stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    return digits.scaleByPowerOfTen(-exponent).toPlainString()
        + String.format(Locale.ROOT, "e%+03d", exponent);
  }

  /** Formats a value with four digits, or in scientific notation if it is very small or large. */
  static String number(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : Double.toString(value);
    }
    return plain(Math.abs(value))
        ? new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString()
        : String.format(Locale.ROOT, "%.2e", value);
  }
}
