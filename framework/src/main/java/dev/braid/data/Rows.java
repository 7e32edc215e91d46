package dev.braid.data;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Takes rows out of data of any form. */
final class Rows {
  private Rows() {}

  /** How many rows there are; a map's are those of its arrays. */
  static int count(Object data) {
    if (data instanceof INDArray array) {
      return (int) array.size(0);
    }
    if (data instanceof List<?> list) {
      return list.size();
    }
    if (data instanceof Map<?, ?> map) {
      return map.isEmpty() ? 0 : count(map.values().iterator().next());
    }
    return Array.getLength(data);
  }

  /** Some rows, in the same form; inner rows of nests are shared, not copied. */
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
