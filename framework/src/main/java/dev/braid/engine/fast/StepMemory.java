package dev.braid.engine.fast;

import dev.braid.ops.ArrayMath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays that steps use one after the other: what a step took, the next one finds again.
 *
 * <p>Making an ND4J array costs more than the arithmetic of a small layer, and fresh memory is slow
 * until the system has cleared it. So arrays are kept, as objects, by their shape. What must
 * outlive the step is copied out of it.
 */
public final class StepMemory implements AutoCloseable {
  private static final ThreadLocal<StepMemory> CURRENT = new ThreadLocal<>();

  /** So many steps an array waits for its shape to come back before it is given up. */
  private static final int PATIENCE = 64;

  private final Pool pool;
  private final Map<Shape, Shelf> shelves = new HashMap<>();
  private final Map<INDArray, Floats> known = new IdentityHashMap<>();
  private final List<Floats> given = new ArrayList<>();
  private StepMemory outer;
  private long step;

  private StepMemory(Pool pool) {
    this.pool = pool;
  }

  /** Memories of one network; threads that work at the same time have one each. */
  public static final class Pool {
    private final Queue<StepMemory> idle = new ConcurrentLinkedQueue<>();

    /** Begins a step of this thread; closing it makes all that it took free again. */
    public StepMemory enter() {
      StepMemory memory = idle.poll();
      if (memory == null) {
        memory = new StepMemory(this);
      }
      memory.outer = CURRENT.get();
      CURRENT.set(memory);
      return memory;
    }
  }

  private record Shape(long... sizes) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(sizes);
    }
  }

  /** The arrays of one shape. */
  static final class Shelf {
    private final ArrayDeque<Floats> free = new ArrayDeque<>();
    private long used;
  }

  /** An array with anything in it: the thread's step's own, or a new one outside of steps. */
  public static Floats take(long... shape) {
    StepMemory memory = CURRENT.get();
    return memory == null
        ? Floats.over(ArrayMath.empty(DataType.FLOAT, shape))
        : memory.next(new Shape(shape));
  }

  private Floats next(Shape shape) {
    Shelf shelf = shelves.computeIfAbsent(shape, absent -> new Shelf());
    shelf.used = step;
    Floats floats = shelf.free.poll();
    if (floats == null) {
      floats = Floats.over(lasting(shape.sizes.clone()));
      floats.shelf = shelf;
      known.put(floats.array(), floats);
    }
    floats.taken = true;
    given.add(floats);
    return floats;
  }

  private static INDArray lasting(long... shape) {
    try (MemoryWorkspace ignored = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      return ArrayMath.empty(DataType.FLOAT, shape);
    }
  }

  /** The memory of an array, found again where this step or one before it knows the array. */
  static Floats find(INDArray array) {
    StepMemory memory = CURRENT.get();
    return memory == null ? null : memory.known.get(array);
  }

  /** Keeps what was found about an array that outlives all steps, such as a weight. */
  static Floats keep(Floats lasting) {
    StepMemory memory = CURRENT.get();
    if (memory != null) {
      memory.known.put(lasting.array(), lasting);
    }
    return lasting;
  }

  /** Lets others of this step have an array that nobody reads any more, if it is the step's own. */
  public static void release(INDArray array) {
    Floats found = find(array);
    Floats floats = found == null ? null : found.base();
    if (floats != null && floats.taken) {
      floats.taken = false;
      floats.shelf.free.push(floats);
    }
  }

  @Override
  public void close() {
    // in reverse, so that the next step finds every array in the place where it was
    for (int i = given.size() - 1; i >= 0; i--) {
      Floats floats = given.get(i);
      if (floats.taken) {
        floats.taken = false;
        floats.shelf.free.push(floats);
      }
    }
    given.clear();
    if (++step % PATIENCE == 0) {
      forget();
    }
    CURRENT.set(outer);
    outer = null;
    pool.idle.add(this);
  }

  private void forget() {
    shelves.values().removeIf(shelf -> shelf.used < step - PATIENCE);
    known.values().removeIf(floats -> floats.shelf != null && unused(floats.shelf));
  }

  private boolean unused(Shelf shelf) {
    return shelf.used < step - PATIENCE;
  }
}
