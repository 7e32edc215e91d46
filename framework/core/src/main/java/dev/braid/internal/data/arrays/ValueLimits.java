package dev.braid.internal.data.arrays;

/**
 * Limits for the values of an array.
 *
 * @param low the smallest allowed value
 * @param high the largest allowed value
 * @param integers whether only integers are allowed
 * @param nanIsMissing whether NaN is a missing value
 * @param storage the type that the values are stored in
 * @param except a value that is always allowed; NaN for none
 * @param profile whether a scan creates a {@link ValueProfile}
 * @param row the length of the rows whose sums are profiled; 0 for a profile of the values
 */
public record ValueLimits(
    double low,
    double high,
    boolean integers,
    boolean nanIsMissing,
    Storage storage,
    double except,
    boolean profile,
    int row) {

  /** The type that values are stored in, which limits their range and precision. */
  public enum Storage {
    FLOAT32,
    FLOAT64,
    INT32,
    /** The type in which the program passed them. */
    UNCHANGED
  }

  private ValueLimits(
      double low, double high, boolean integers, boolean nanIsMissing, Storage storage) {
    this(low, high, integers, nanIsMissing, storage, Double.NaN, false, 0);
  }

  /** Returns limits that allow any value of the storage type. */
  public static ValueLimits any(Storage storage) {
    return new ValueLimits(
        Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false, false, storage);
  }

  /** Returns limits for integers from 0 to a bound, exclusive; a negative bound means none. */
  public static ValueLimits below(long bound, Storage storage) {
    return new ValueLimits(
        0, bound < 0 ? Double.POSITIVE_INFINITY : bound - 1.0, true, false, storage);
  }

  /** Returns limits for values between two bounds. */
  public static ValueLimits between(double low, double high, boolean integers, Storage storage) {
    return new ValueLimits(low, high, integers, false, storage);
  }

  /** Returns the same limits with NaN as a missing value. */
  public ValueLimits missingAsNaN(boolean allowed) {
    return new ValueLimits(low, high, integers, allowed, storage, except, profile, row);
  }

  /** Returns the same limits with one exempt value. */
  public ValueLimits except(double value) {
    return new ValueLimits(low, high, integers, nanIsMissing, storage, value, profile, row);
  }

  /** Returns the same limits for a scan that profiles the values. */
  public ValueLimits profilingValues() {
    return new ValueLimits(low, high, integers, nanIsMissing, storage, except, true, 0);
  }

  /** Returns the same limits for a scan that profiles the sums of rows. */
  public ValueLimits profilingRows(int length) {
    return new ValueLimits(low, high, integers, nanIsMissing, storage, except, true, length);
  }

  boolean isBounded() {
    return integers || low != Double.NEGATIVE_INFINITY || high != Double.POSITIVE_INFINITY;
  }

  boolean isBroken(double value) {
    return (value < low || value > high || integers && value != Math.rint(value))
        && value != except;
  }
}
