package dev.braid.datasets.formats;

import dev.braid.internal.saving.archive.HeapCheck;
import dev.braid.saving.FileFormatException;
import dev.braid.saving.npz.NpyArray;
import java.lang.reflect.Array;
import java.util.Arrays;

/** Converts flat arrays to nested ones. */
public final class NestedArrays {
  private static final int MOST_EMPTY_ROWS = 1_000_000;

  /** The overhead of a row in bytes: its header and its reference. */
  private static final double ROW_BYTES = 20;

  private NestedArrays() {}

  /**
   * The values of a NumPy array, such as {@code float[][]}; a single number becomes an array of
   * one.
   *
   * @param name the name of the array in messages
   * @throws FileFormatException if its rows require more memory than available
   */
  public static Object of(NpyArray array, String name) throws FileFormatException {
    int[] shape = array.shape();
    if (shape.length < 2) {
      return array.values();
    }
    checkRows(array, name);
    Object nested = Array.newInstance(array.values().getClass().getComponentType(), shape);
    fill(nested, shape, 0, array.values(), 0);
    return nested;
  }

  /** Limits the rows of an array without elements, which could be any number. */
  private static void checkRows(NpyArray array, String name) throws FileFormatException {
    int[] shape = array.shape();
    double rows = 0;
    double product = 1;
    for (int axis = 0; axis < shape.length - 1; axis++) {
      product *= shape[axis];
      rows += product;
    }
    if (rows > MOST_EMPTY_ROWS + (double) array.size()) {
      throw FileFormatException.damaged(
          name, "it claims rows without values: its shape is " + Arrays.toString(shape));
    }
    HeapCheck.require(name, ROW_BYTES * rows + elementBytes(array) * (double) array.size());
  }

  private static int elementBytes(NpyArray array) {
    Object values = array.values();
    boolean wide = values instanceof double[] || values instanceof long[];
    return wide ? Long.BYTES : values instanceof boolean[] ? 1 : Integer.BYTES;
  }

  private static int fill(Object nest, int[] shape, int axis, Object values, int from) {
    if (axis == shape.length - 1) {
      System.arraycopy(values, from, nest, 0, shape[axis]);
      return from + shape[axis];
    }
    int next = from;
    for (int i = 0; i < shape[axis]; i++) {
      next = fill(Array.get(nest, i), shape, axis + 1, values, next);
    }
    return next;
  }
}
