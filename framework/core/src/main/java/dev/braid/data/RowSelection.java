package dev.braid.data;

import dev.braid.StructureException;
import dev.braid.internal.data.arrays.ShouldHoldNumbers;
import dev.braid.internal.data.checks.ShouldHaveSameSampleCount;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Selects rows of data in any form. */
final class RowSelection {
  private RowSelection() {}

  /** The number of rows of each array, by the keys of a map or else by the given name. */
  static Map<String, Long> counts(String call, String name, Object data) {
    Map<String, Long> counts = new LinkedHashMap<>();
    if (data instanceof Map<?, ?> map) {
      map.forEach((key, array) -> counts.putAll(counts(call, String.valueOf(key), array)));
    } else if (data instanceof INDArray array && array.rank() > 0) {
      counts.put(name, array.size(0));
    } else if (data instanceof List<?> list) {
      counts.put(name, (long) list.size());
    } else if (data != null && data.getClass().isArray()) {
      counts.put(name, (long) Array.getLength(data));
    } else {
      throw StructureException.of(call, ShouldHoldNumbers.problem(name, "", data));
    }
    return counts;
  }

  /** The number of rows that all arrays share. */
  static int same(String call, Map<String, Long> counts) {
    if (counts.values().stream().distinct().count() > 1) {
      throw StructureException.of(call, ShouldHaveSameSampleCount.problem(counts));
    }
    return counts.values().stream().findFirst().orElse(0L).intValue();
  }

  /** Some rows in the same form; inner rows are shared, not copied. */
  @SuppressWarnings("unchecked") // each branch makes what it was given
  static <T> T take(T data, int... rows) {
    if (data instanceof INDArray array) {
      return (T) take(array, rows);
    }
    if (data instanceof List<?> list) {
      List<Object> taken = new ArrayList<>(rows.length);
      for (int row : rows) {
        taken.add(list.get(row));
      }
      return (T) taken;
    }
    if (data instanceof Map<?, ?> map) {
      Map<Object, Object> taken = new LinkedHashMap<>();
      map.forEach((name, array) -> taken.put(name, take((Object) array, rows)));
      return (T) taken;
    }
    Object taken = Array.newInstance(data.getClass().getComponentType(), rows.length);
    for (int place = 0; place < rows.length; place++) {
      System.arraycopy(data, rows[place], taken, place, 1);
    }
    return (T) taken;
  }

  private static INDArray take(INDArray array, int[] rows) {
    if (array.rank() == 1) {
      INDArray taken = Nd4j.create(array.dataType(), rows.length);
      for (int place = 0; place < rows.length; place++) {
        taken.putScalar(place, array.getDouble(rows[place]));
      }
      return taken;
    }
    INDArray[] parts = new INDArray[rows.length];
    for (int place = 0; place < rows.length; place++) {
      parts[place] = array.get(NDArrayIndex.interval(rows[place], rows[place] + 1L)).dup('c');
    }
    return Nd4j.concat(0, parts);
  }
}
