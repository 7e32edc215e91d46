package dev.braid.data.arrays;

/**
 * What the numbers of an array must keep to.
 *
 * @param low the smallest number allowed
 * @param high the largest number allowed
 * @param whole whether only whole numbers are allowed
 * @param nanIsMissing whether NaN stands for a missing value
 * @param storage the type that the numbers will be stored in
 */
public record Limits(
    double low, double high, boolean whole, boolean nanIsMissing, Storage storage) {

  /** The type that numbers are stored in, which decides which of them it can hold. */
  public enum Storage {
    FLOAT32,
    FLOAT64,
    INT32
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
    return new Limits(low, high, whole, allowed, storage);
  }

  boolean bounded() {
    return whole || low != Double.NEGATIVE_INFINITY || high != Double.POSITIVE_INFINITY;
  }

  boolean broken(double value) {
    return value < low || value > high || whole && value != Math.rint(value);
  }
}
