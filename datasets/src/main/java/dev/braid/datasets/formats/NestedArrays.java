package dev.braid.datasets.formats;

import dev.braid.saving.npz.NpyArray;
import java.lang.reflect.Array;

/** Turns flat arrays into nested ones, the form that users know. */
public final class NestedArrays {
  private NestedArrays() {}

  /**
   * The values of a NumPy array, such as {@code float[][]}; a single number becomes an array of
   * one.
   */
  public static Object of(NpyArray array) {
    int[] shape = array.shape();
    if (shape.length < 2) {
      return array.values();
    }
    Object nested = Array.newInstance(array.values().getClass().getComponentType(), shape);
    fill(nested, shape, 0, array.values(), 0);
    return nested;
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
