package dev.braid.datasets.batches;

import java.lang.reflect.Array;
import java.util.LinkedHashMap;
import java.util.Map;

/** Selects rows of arrays; the content of rows is shared, not copied. */
public final class RowPicker {
  private RowPicker() {}

  /** The number of rows of an array. */
  public static int count(Object array) {
    if (array == null || !array.getClass().isArray()) {
      throw new IllegalArgumentException(
          "expected an array such as float[][], received "
              + (array == null ? "null" : array.getClass().getName()));
    }
    return Array.getLength(array);
  }

  /** Some rows, as an array of the same kind. */
  public static Object take(Object array, int... rows) {
    Object taken = Array.newInstance(array.getClass().getComponentType(), rows.length);
    for (int place = 0; place < rows.length; place++) {
      System.arraycopy(array, rows[place], taken, place, 1);
    }
    return taken;
  }

  /** Some rows of every array. */
  public static Map<String, Object> take(Map<String, ?> arrays, int... rows) {
    Map<String, Object> taken = new LinkedHashMap<>();
    arrays.forEach((name, array) -> taken.put(name, take((Object) array, rows)));
    return taken;
  }
}
