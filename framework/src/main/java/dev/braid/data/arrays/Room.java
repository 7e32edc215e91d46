package dev.braid.data.arrays;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The arrays of a batch, which are written anew when the room is used again.
 *
 * <p>To make them takes longer than a small model's prediction does.
 */
public final class Room {
  /** Larger rooms are not kept while nobody uses them. */
  private static final long MOST_NUMBERS = 1 << 18;

  private static final Queue<Room> IDLE = new ArrayBlockingQueue<>(8);

  private final List<INDArray> arrays = new ArrayList<>();
  private int next;

  private Room() {}

  /** A room that nobody else has until it is given back. */
  public static Room borrow() {
    Room idle = IDLE.poll();
    return idle == null ? new Room() : idle;
  }

  /** Whoever gives it back has no use for its arrays any more. */
  public void giveBack() {
    if (arrays.stream().mapToLong(INDArray::length).sum() <= MOST_NUMBERS) {
      IDLE.offer(this);
    }
  }

  /** Begins a batch. */
  public Room begin() {
    next = 0;
    return this;
  }

  /** The batch's next array, with anything in it. */
  INDArray array(DataType type, long... shape) {
    int place = next++;
    INDArray last = place < arrays.size() ? arrays.get(place) : null;
    if (last != null && last.dataType() == type && Arrays.equals(last.shape(), shape)) {
      return last;
    }
    INDArray fresh = Nd4j.createUninitialized(type, shape, 'c');
    if (last == null) {
      arrays.add(fresh);
    } else {
      arrays.set(place, fresh);
    }
    return fresh;
  }
}
