package dev.braid.data.feeds;

import dev.braid.engine.environment.Environment;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where batches are written: each one over the one before, as memory that was never used costs the
 * system more than the copy does.
 */
final class Places {
  private final Map<Column, INDArray> arrays = new IdentityHashMap<>();
  private final boolean again;

  private Places(boolean again) {
    this.again = again;
  }

  /** Every batch is new and stays. */
  static Places always() {
    return new Places(false);
  }

  /** One batch over the other, unless the backend would not notice what is written. */
  static Places again() {
    return new Places(Environment.cpu());
  }

  /** An array for a column's part of a batch; its numbers are old or none. */
  INDArray of(Column column, long... shape) {
    INDArray before = arrays.get(column);
    if (before != null && Arrays.equals(before.shape(), shape)) {
      return before;
    }
    INDArray fresh = Nd4j.createUninitialized(column.type(), shape, 'c');
    // a smaller rest at the end does not take the place of the full ones
    if (again && before == null) {
      arrays.put(column, fresh);
    }
    return fresh;
  }
}
