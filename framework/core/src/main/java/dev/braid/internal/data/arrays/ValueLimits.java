package dev.braid.internal.data.arrays;

/**
 * Limits for the values of an array.
 *
 * @param low the smallest allowed value
 * @param high the largest allowed value
 * @param integers whether only integers are allowed
 * @param nanIsMissing whether NaN stands for a missing value
 * @param storage the type that the values are stored in
 * @param except a value that is allowed whatever the limits are; NaN for none
 * @param profile whether a scan makes a {@link ValueProfile}
 * @param row the length of the rows whose sums are profiled; 0 where values are profiled
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

  /** The type that values are stored in, which limits the values that it can hold. */
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

  /** Any value that the storage can hold. */
  public static ValueLimits any(Storage storage) {
    return new ValueLimits(
        Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false, false, storage);
  }

  /** Integers from 0 up to, not including, a bound; without a bound where it is negative. */
  public static ValueLimits below(long bound, Storage storage) {
    return new ValueLimits(
        0, bound < 0 ? Double.POSITIVE_INFINITY : bound - 1.0, true, false, storage);
  }

  /** Values between two bounds. */
  public static ValueLimits between(double low, double high, boolean integers, Storage storage) {
    return new ValueLimits(low, high, integers, false, storage);
  }

  /** The same limits, where NaN stands for a missing value. */
  public ValueLimits missingAsNaN(boolean allowed) {
    return new ValueLimits(low, high, integers, allowed, storage, except, profile, row);
  }

  /** The same limits with one value that is exempt. */
  public ValueLimits except(double value) {
    return new ValueLimits(low, high, integers, nanIsMissing, storage, value, profile, row);
  }

  /** The same limits, where a scan profiles the values. */
  public ValueLimits profilingValues() {
    return new ValueLimits(low, high, integers, nanIsMissing, storage, except, true, 0);
  }

  /** The same limits, where a scan profiles the sums of rows. */
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
