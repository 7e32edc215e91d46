package dev.braid.internal.text;

import java.util.Locale;

/** Formats numbers of bytes for people. */
public final class ByteCount {
  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB"};
  private static final int STEP = 1024;

  private ByteCount() {}

  /** A number of bytes with one digit after the point, such as {@code 1.5 GiB}. */
  public static String text(double bytes) {
    if (bytes < STEP) {
      return Math.round(bytes) + " bytes";
    }
    double number = bytes / STEP;
    int unit = 0;
    while (number >= STEP && unit < UNITS.length - 1) {
      number /= STEP;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", number, UNITS[unit]);
  }
}
