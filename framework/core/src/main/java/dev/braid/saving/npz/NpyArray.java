package dev.braid.saving.npz;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Objects;

/**
 * One array of a NumPy file; equality is by content.
 *
 * @param shape the dimensions; empty for a scalar
 * @param type the type of the elements
 * @param values a flat array in row-major order, of the class that {@link NpyType} names
 */
@SuppressWarnings("ArrayRecordComponent") // copied, and compared by content
public record NpyArray(int[] shape, NpyType type, Object values) {
  public NpyArray {
    shape = shape.clone();
    if (!type.arrayClass().isInstance(values)) {
      throw new IllegalArgumentException(
          type
              + " requires "
              + type.arrayClass().getSimpleName()
              + ", received "
              + values.getClass());
    }
    long count = 1;
    for (int size : shape) {
      count = size < 0 ? -1 : Math.multiplyExact(count, size);
    }
    if (count != Array.getLength(values)) {
      throw new IllegalArgumentException(
          "shape "
              + Arrays.toString(shape)
              + " does not fit "
              + Array.getLength(values)
              + " values");
    }
  }

  /** Creates an array of float32. */
  public static NpyArray of(float[] values, int... shape) {
    return new NpyArray(shape, NpyType.FLOAT32, values);
  }

  /** Creates an array of float64. */
  public static NpyArray of(double[] values, int... shape) {
    return new NpyArray(shape, NpyType.FLOAT64, values);
  }

  /** Creates an array of int32. */
  public static NpyArray of(int[] values, int... shape) {
    return new NpyArray(shape, NpyType.INT32, values);
  }

  /** Creates an array of int64. */
  public static NpyArray of(long[] values, int... shape) {
    return new NpyArray(shape, NpyType.INT64, values);
  }

  /** Creates an array of booleans. */
  public static NpyArray of(boolean[] values, int... shape) {
    return new NpyArray(shape, NpyType.BOOL, values);
  }

  @Override
  public int[] shape() {
    return shape.clone();
  }

  /** Returns the number of elements. */
  public int size() {
    return Array.getLength(values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NpyArray that
        && type == that.type
        && Arrays.equals(shape, that.shape)
        && Objects.deepEquals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(shape), type, size());
  }

  @Override
  public String toString() {
    return type + Arrays.toString(shape);
  }
}
