package dev.braid.data.feeds;

import dev.braid.engine.environment.Environment;
import dev.braid.engine.memory.MemoryBlock;
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
public final class Places {
  /** Larger places are not kept while they are unused. */
  private static final long MOST_NUMBERS = 1 << 18;

  private static final Queue<Places> IDLE = new ArrayBlockingQueue<>(8);

  private final List<Place> places = new ArrayList<>();
  private final boolean again;
  private int next;

  private Places(boolean again) {
    this.again = again;
  }

  /** Every batch is new and stays. */
  static Places always() {
    return new Places(false);
  }

  /**
   * One batch over the other, unless the backend would not notice what is written; no other batch
   * has these places until they are given back.
   */
  public static Places borrow() {
    Places idle = Environment.cpu() ? IDLE.poll() : null;
    return idle == null ? new Places(Environment.cpu()) : idle;
  }

  /** Whoever gives them back has no use for the arrays any more. */
  public void giveBack() {
    long numbers = 0;
    for (Place place : places) {
      numbers += place.block.length();
    }
    if (!again || numbers > MOST_NUMBERS || !IDLE.offer(this)) {
      places.forEach(place -> place.block.close());
      places.clear();
    }
  }

  /** Begins a batch. */
  Places begin() {
    next = 0;
    return this;
  }

  /** The batch's next array; its numbers are old or none. */
  INDArray array(DataType type, long... shape) {
    if (!again) {
      return Nd4j.createUninitialized(type, shape, 'c');
    }
    int number = next++;
    if (number == places.size()) {
      places.add(new Place(type, shape));
    } else if (!places.get(number).holds(type, shape)) {
      places.get(number).block.close();
      places.set(number, new Place(type, shape));
    }
    return places.get(number).array(shape);
  }

  /** Memory of one array of each batch; batches may differ in size. */
  private static final class Place {
    private final MemoryBlock block;
    private INDArray largest;
    private INDArray smaller;

    Place(DataType type, long... shape) {
      block = new MemoryBlock(type, length(shape));
      largest = block.array(shape);
    }

    boolean holds(DataType type, long... shape) {
      return block.type() == type && block.length() >= length(shape);
    }

    /** A smaller rest at the end does not take the place of the full ones. */
    INDArray array(long... shape) {
      if (Arrays.equals(largest.shape(), shape)) {
        return largest;
      }
      if (length(shape) >= largest.length()) {
        largest = block.array(shape);
        return largest;
      }
      if (smaller == null || !Arrays.equals(smaller.shape(), shape)) {
        smaller = block.view(1, shape);
      }
      return smaller;
    }

    private static long length(long... shape) {
      long length = 1;
      for (long size : shape) {
        length *= size;
      }
      return length;
    }
  }
}
