package dev.braid.internal.data.arrays;

/**
 * Summarizes the values of an array or the sums of its rows, for rules that require more than
 * limits.
 *
 * <p>NaN is ignored.
 */
public final class ValueProfile {
  // soft labels that were rounded to three digits still sum to 1
  private static final double ROUNDING = 5e-3;

  private final int width;
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;
  private boolean between;
  private boolean oddRow;
  private double sum;
  private int filled;

  /**
   * Creates an empty profile.
   *
   * @param width the length of the rows whose sums are profiled; 0 for a profile of the values
   */
  ValueProfile(int width) {
    this.width = width;
  }

  /** Returns the smallest value; infinite without values. */
  public double low() {
    return low;
  }

  /** Returns the largest value; infinite without values. */
  public double high() {
    return high;
  }

  /** Returns whether all values are 0 or 1. */
  public boolean binary() {
    return !between && !(low < 0) && !(high > 1);
  }

  /** Returns whether the values of some row sum to neither 1 nor 0, the sum of an empty row. */
  public boolean oddRow() {
    return oddRow;
  }

  void add(ValueProfile other) {
    low = Math.min(low, other.low);
    high = Math.max(high, other.high);
    between |= other.between;
    oddRow |= other.oddRow;
  }

  void leaf(Object leaf, int from, int to) {
    if (leaf instanceof float[] floats) {
      if (width == 0) {
        values(floats, from, to);
      } else if (filled == 0 && (to - from) % width == 0) {
        rows(floats, from, to);
      } else {
        for (int i = from; i < to; i++) {
          value(floats[i]);
        }
      }
    } else if (leaf instanceof double[] doubles) {
      for (int i = from; i < to; i++) {
        value(doubles[i]);
      }
    } else if (leaf instanceof int[] ints) {
      for (int i = from; i < to; i++) {
        value(ints[i]);
      }
    } else if (leaf instanceof long[] longs) {
      for (int i = from; i < to; i++) {
        value(longs[i]);
      }
    } else if (leaf instanceof short[] shorts) {
      for (int i = from; i < to; i++) {
        value(shorts[i]);
      }
    } else if (leaf instanceof byte[] bytes) {
      for (int i = from; i < to; i++) {
        value(bytes[i]);
      }
    } else if (leaf instanceof boolean[] booleans) {
      for (int i = from; i < to; i++) {
        value(booleans[i] ? 1 : 0);
      }
    }
  }

  private void values(float[] values, int from, int to) {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      float value = values[i];
      min = value < min ? value : min;
      max = value > max ? value : max;
    }
    low = Math.min(low, min);
    high = Math.max(high, max);
    for (int i = from; i < to && !between; i++) {
      between = values[i] > 0 && values[i] < 1;
    }
  }

  // four partial sums, since each addition waits for the previous one
  private void rows(float[] values, int from, int to) {
    for (int row = from; row < to && !oddRow; row += width) {
      float a = 0;
      float b = 0;
      float c = 0;
      float d = 0;
      int end = row + width;
      int i = row;
      for (; i + 3 < end; i += 4) {
        a += values[i];
        b += values[i + 1];
        c += values[i + 2];
        d += values[i + 3];
      }
      for (; i < end; i++) {
        a += values[i];
      }
      row((double) a + b + c + d);
    }
  }

  private void row(double total) {
    oddRow |= Math.abs(total - 1) > ROUNDING && total != 0;
  }

  private void value(double value) {
    if (width == 0) {
      low = value < low ? value : low;
      high = value > high ? value : high;
      between |= value > 0 && value < 1;
      return;
    }
    sum += value;
    filled++;
    if (filled == width) {
      row(sum);
      sum = 0;
      filled = 0;
    }
  }
}
