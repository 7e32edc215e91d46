package dev.braid.internal.data.arrays;

/**
 * What the numbers of an array must keep to.
 *
 * @param low the smallest number allowed
 * @param high the largest number allowed
 * @param whole whether only whole numbers are allowed
 * @param nanIsMissing whether NaN stands for a missing value
 * @param storage the type that the numbers will be stored in
 * @param except a number that is allowed whatever the limits are; NaN for none
 * @param profile whether a scan makes a {@link Profile} of what is there
 * @param row the length of the rows whose sums are profiled; 0 where values are
 */
public record Limits(
    double low,
    double high,
    boolean whole,
    boolean nanIsMissing,
    Storage storage,
    double except,
    boolean profile,
    int row) {

  /** The type that numbers are stored in, which decides which of them it can hold. */
  public enum Storage {
    FLOAT32,
    FLOAT64,
    INT32
  }

  private Limits(double low, double high, boolean whole, boolean nanIsMissing, Storage storage) {
    this(low, high, whole, nanIsMissing, storage, Double.NaN, false, 0);
  }

  /** Any number that the storage can hold. */
  public static Limits any(Storage storage) {
    return new Limits(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false, false, storage);
  }

  /** Whole numbers from 0 up to, not including, a bound; no bound when it is negative. */
  public static Limits below(long bound, Storage storage) {
    return new Limits(0, bound < 0 ? Double.POSITIVE_INFINITY : bound - 1.0, true, false, storage);
  }

  /** Numbers between two bounds. */
  public static Limits between(double low, double high, boolean whole, Storage storage) {
    return new Limits(low, high, whole, false, storage);
  }

  /** The same limits, where NaN stands for a missing value. */
  public Limits missingAsNaN(boolean allowed) {
    return new Limits(low, high, whole, allowed, storage, except, profile, row);
  }

  /** The same limits, which one number may break. */
  public Limits except(double number) {
    return new Limits(low, high, whole, nanIsMissing, storage, number, profile, row);
  }

  /** The same limits, where a scan tells which values are there. */
  public Limits profilingValues() {
    return new Limits(low, high, whole, nanIsMissing, storage, except, true, 0);
  }

  /** The same limits, where a scan tells what rows sum to. */
  public Limits profilingRows(int length) {
    return new Limits(low, high, whole, nanIsMissing, storage, except, true, length);
  }

  boolean bounded() {
    return whole || low != Double.NEGATIVE_INFINITY || high != Double.POSITIVE_INFINITY;
  }

  boolean broken(double value) {
    return (value < low || value > high || whole && value != Math.rint(value)) && value != except;
  }
}
