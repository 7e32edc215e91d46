package dev.braid.data.feeds;

import dev.braid.engine.environment.Environment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where batches are written: each one over the one before, as memory that was never used costs the
 * system more than the copy does, and to make arrays takes longer than a small model's prediction.
 */
final class Places {
  /** Larger places are not kept while nobody uses them. */
  private static final long MOST_NUMBERS = 1 << 18;

  private static final Queue<Places> IDLE = new ArrayBlockingQueue<>(8);

  private final List<INDArray> arrays = new ArrayList<>();
  private final boolean again;
  private int batches;
  private int next;

  private Places(boolean again) {
    this.again = again;
  }

  /** Every batch is new and stays. */
  static Places always() {
    return new Places(false);
  }

  /**
   * One batch over the other, unless the backend would not notice what is written; nobody else has
   * these places until they are given back.
   */
  static Places borrow() {
    Places idle = Environment.cpu() ? IDLE.poll() : null;
    if (idle == null) {
      return new Places(Environment.cpu());
    }
    idle.batches = 0;
    return idle;
  }

  /** Whoever gives them back has no use for the arrays any more. */
  void giveBack() {
    if (again && arrays.stream().mapToLong(INDArray::length).sum() <= MOST_NUMBERS) {
      IDLE.offer(this);
    }
  }

  /** Begins a batch. */
  Places begin() {
    batches++;
    next = 0;
    return this;
  }

  /** The batch's next array; its numbers are old or none. */
  INDArray array(DataType type, long... shape) {
    int place = next++;
    INDArray before = again && place < arrays.size() ? arrays.get(place) : null;
    if (before != null && before.dataType() == type && Arrays.equals(before.shape(), shape)) {
      return before;
    }
    INDArray fresh = Nd4j.createUninitialized(type, shape, 'c');
    if (again && before == null) {
      arrays.add(fresh);
    } else if (again && (batches == 1 || before.length() < fresh.length())) {
      // a smaller rest at the end does not take the place of the full ones
      arrays.set(place, fresh);
    }
    return fresh;
  }
}
