package dev.braid.engine.fast;

import dev.braid.engine.memory.Block;
import dev.braid.engine.memory.MemoryBudget;
import dev.braid.ops.ArrayMath;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Arrays that steps use one after the other: what a step took, the next one finds again.
 *
 * <p>Making an ND4J array costs more than the arithmetic of a small layer, and fresh memory is slow
 * until the system has cleared it. So arrays are kept, as objects, by their shape. Where shapes
 * change, those that were used least recently make room within the {@link MemoryBudget}. What must
 * outlive the step is copied out of it.
 */
public final class StepMemory implements AutoCloseable {
  private static final ThreadLocal<StepMemory> CURRENT = new ThreadLocal<>();

  /** What a memory may hold in any case, in multiples of what the largest recent step took. */
  private static final int STEPS_HELD = 2;

  /** The fraction by which a large step's size is forgotten with each smaller one. */
  private static final int FADING = 16;

  private final Pool pool;
  private final Entry entry = new Entry(this);

  /** The least recently used ones first. */
  private final Map<Shape, Shelf> shelves = new LinkedHashMap<>(16, 0.75f, true);

  /** Those whose arrays take so many bytes. */
  private final Map<Long, List<Shelf>> alike = new HashMap<>();

  private final Map<INDArray, Floats> known = new IdentityHashMap<>();
  private final Map<INDArray, Floats> repeated = new IdentityHashMap<>();
  private final List<Floats> given = new ArrayList<>();
  private StepMemory outer;
  private long step;

  /** Bytes of all arrays, of those in use, and the most that were in use in this step. */
  private long held;

  private long used;
  private long most;

  /** What recent steps took at most. */
  private long need;

  private StepMemory(Pool pool) {
    this.pool = pool;
  }

  /** Memories of one network; threads that work at the same time have one each. */
  public static final class Pool {
    /** Locked by the budget. */
    private final Deque<StepMemory> idle = new ArrayDeque<>();

    /** Begins a step of this thread; closing it makes all that it took free again. */
    public StepMemory enter() {
      MemoryBudget.beginStep();
      StepMemory memory;
      synchronized (MemoryBudget.ARRAYS) {
        // the one that was used last, so that others are seen to be in no use
        memory = idle.poll();
        if (memory == null) {
          Entry.removeLost();
          memory = new StepMemory(this);
        }
        MemoryBudget.ARRAYS.begin(memory.entry);
      }
      memory.outer = CURRENT.get();
      CURRENT.set(memory);
      return memory;
    }
  }

  /** A memory as the budget sees it, which must not keep that of a discarded network alive. */
  private static final class Entry extends MemoryBudget.Item {
    private static final ReferenceQueue<StepMemory> LOST = new ReferenceQueue<>();

    private final Owner owner;
    private StepMemory forgotten;

    Entry(StepMemory memory) {
      owner = new Owner(memory, this);
    }

    private static final class Owner extends WeakReference<StepMemory> {
      private final Entry entry;

      Owner(StepMemory memory, Entry entry) {
        super(memory, LOST);
        this.entry = entry;
      }
    }

    /** ND4J frees what the garbage collector finds. */
    static void removeLost() {
      for (Reference<?> lost = LOST.poll(); lost != null; lost = LOST.poll()) {
        MemoryBudget.ARRAYS.remove(((Owner) lost).entry);
      }
    }

    @Override
    protected void forget() {
      forgotten = owner.get();
      if (forgotten != null) {
        forgotten.pool.idle.remove(forgotten);
      }
    }

    @Override
    protected void close() {
      if (forgotten != null) {
        forgotten.shrink(0);
        forgotten = null;
      }
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
    private final Shape shape;
    private final long bytes;
    private final ArrayDeque<Floats> free = new ArrayDeque<>();
    private int arrays;
    private long used;

    Shelf(Shape shape) {
      this.shape = shape;
      long length = 1;
      for (long size : shape.sizes) {
        length *= size;
      }
      bytes = Block.rounded(length) * Float.BYTES;
    }
  }

  /** Whether this thread is in a step. */
  static boolean inStep() {
    return CURRENT.get() != null;
  }

  /** An array with anything in it: the thread's step's own, or a new one outside of steps. */
  public static Floats take(long... shape) {
    StepMemory memory = CURRENT.get();
    return memory == null
        ? Floats.over(ArrayMath.empty(DataType.FLOAT, shape))
        : memory.next(new Shape(shape));
  }

  private Floats next(Shape shape) {
    Shelf shelf = shelves.get(shape);
    if (shelf == null) {
      shelf = new Shelf(new Shape(shape.sizes.clone()));
      shelves.put(shelf.shape, shelf);
      alike.computeIfAbsent(shelf.bytes, absent -> new ArrayList<>()).add(shelf);
    }
    shelf.used = step;
    Floats floats = shelf.free.poll();
    if (floats == null) {
      // counted first, so that making room does not take the shelf away
      shelf.arrays++;
      floats = Floats.in(room(shelf.bytes), shape.sizes.clone());
      floats.shelf = shelf;
      known.put(floats.array(), floats);
    }
    floats.taken = true;
    used += floats.block().bytes();
    most = Math.max(most, used);
    given.add(floats);
    return floats;
  }

  /** Room for a new array, which older ones have to leave where memory is short. */
  private Block room(long bytes) {
    long allowed = Math.max(STEPS_HELD * Math.max(need, used + bytes), budgeted());
    if (held + bytes > allowed) {
      Shelf oldest = null;
      for (Shelf shelf : alike.get(bytes)) {
        if (!shelf.free.isEmpty() && (oldest == null || shelf.used < oldest.used)) {
          oldest = shelf;
        }
      }
      if (oldest != null) {
        // memory that is freed comes back in pieces, so it is better not freed
        Block block = giveUp(oldest);
        if (oldest.arrays == 0) {
          shelves.remove(oldest.shape);
          alike.get(bytes).remove(oldest);
        }
        return block;
      }
      makeRoom(allowed - bytes);
    }
    held += bytes;
    return new Block(DataType.FLOAT, bytes / Float.BYTES);
  }

  private long budgeted() {
    return MemoryBudget.ARRAYS.room(entry);
  }

  private void makeRoom(long allowed) {
    long before = held;
    shrink(allowed);
    MemoryBudget.freed(before - held);
  }

  /** Frees the least recently used arrays until the rest is small enough. */
  private void shrink(long allowed) {
    Iterator<Shelf> oldest = shelves.values().iterator();
    while (held > allowed && oldest.hasNext()) {
      Shelf shelf = oldest.next();
      while (held > allowed && !shelf.free.isEmpty()) {
        Block block = giveUp(shelf);
        held -= block.bytes();
        block.close();
      }
      if (shelf.arrays == 0) {
        oldest.remove();
        alike.get(shelf.bytes).remove(shelf);
      }
    }
  }

  private Block giveUp(Shelf shelf) {
    Floats floats = shelf.free.pollLast();
    shelf.arrays--;
    known.remove(floats.array());
    floats.views().forEach(view -> known.remove(view.array()));
    return floats.block();
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

  /** Keeps for this step that an array repeats rows. */
  static INDArray repeats(INDArray array, Floats rows) {
    StepMemory memory = CURRENT.get();
    if (memory != null) {
      memory.repeated.put(array, rows);
    }
    return array;
  }

  /** The rows that an array repeats, or null where this step does not know it. */
  static Floats rows(INDArray repeats) {
    StepMemory memory = CURRENT.get();
    return memory == null ? null : memory.repeated.get(repeats);
  }

  /** Lets others of this step have an array that is not read any more, if it is the step's own. */
  public static void release(INDArray array) {
    Floats found = find(array);
    Floats floats = found == null ? null : found.base();
    if (floats != null && floats.taken) {
      CURRENT.get().free(floats);
    }
  }

  private void free(Floats floats) {
    floats.taken = false;
    used -= floats.block().bytes();
    floats.shelf.free.push(floats);
  }

  @Override
  public void close() {
    // in reverse, so that the next step finds every array in the place where it was
    for (int i = given.size() - 1; i >= 0; i--) {
      Floats floats = given.get(i);
      if (floats.taken) {
        free(floats);
      }
    }
    given.clear();
    repeated.clear();
    need = Math.max(most, need - need / FADING);
    most = 0;
    step++;
    if (held > STEPS_HELD * need) {
      makeRoom(Math.max(STEPS_HELD * need, budgeted()));
    }
    CURRENT.set(outer);
    outer = null;
    synchronized (MemoryBudget.ARRAYS) {
      pool.idle.push(this);
    }
    MemoryBudget.ARRAYS.end(entry, held);
  }
}
