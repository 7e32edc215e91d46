package dev.braid.internal.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Formats numbers exactly as the progress display of Keras does. */
public final class KerasNumber {
  private static final double PLAIN_FROM = 1e-3;

  private KerasNumber() {}

  /** Four decimals, with an exponent where the value is small. */
  public static String of(double value) {
    return Math.abs(value) > PLAIN_FROM ? fixed(value, 4) : exponent(value);
  }

  /** Python's {@code %.<places>f}: rounds the exact binary value, half to even. */
  public static String fixed(double value, int places) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    BigDecimal rounded = new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN);
    String sign = rounded.signum() == 0 && value < 0 ? "-" : "";
    return sign + rounded.toPlainString();
  }

  private static String exponent(double value) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    if (value == 0) {
      return "0.0000e+00";
    }
    BigDecimal rounded =
        new BigDecimal(value)
            .round(new MathContext(5, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    int power = rounded.precision() - rounded.scale() - 1;
    String mantissa = rounded.movePointLeft(power).setScale(4).toPlainString();
    return mantissa
        + (power < 0 ? "e-" : "e+")
        + (Math.abs(power) < 10 ? "0" : "")
        + Math.abs(power);
  }

  private static String special(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    return value > 0 ? "inf" : "-inf";
  }
}
