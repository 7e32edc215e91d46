package dev.braid.data.arrays;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The arrays of a batch, which are written anew when the room is used again. */
public final class Room {
  private final Map<Grid, INDArray> arrays = new IdentityHashMap<>();

  /** An array with anything in it; of one grid, the largest that was asked for is kept. */
  INDArray of(Grid grid, DataType type, long... shape) {
    INDArray last = arrays.get(grid);
    if (last != null && last.dataType() == type && Arrays.equals(last.shape(), shape)) {
      return last;
    }
    INDArray fresh = Nd4j.createUninitialized(type, shape, 'c');
    if (last == null || fresh.length() > last.length()) {
      arrays.put(grid, fresh);
    }
    return fresh;
  }
}
