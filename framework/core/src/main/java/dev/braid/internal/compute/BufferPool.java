package dev.braid.internal.compute;

import dev.braid.internal.memory.MemoryBlock;
import dev.braid.internal.memory.MemoryBudget;
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
 * Arrays that steps use one after the other: what one step took, the next one finds again.
 *
 * <p><b>Idea.</b> Making an ND4J array costs more than the arithmetic of a small layer, and fresh
 * memory is slow until the system has cleared it. So arrays are kept as objects, with their
 * addresses, in a bucket for each shape. {@link #take} returns a free one of the shape; at its end
 * the step frees all that it took, in reverse order, so that the next step finds each array where
 * it was. {@link #release} frees one earlier, for other layers of the same step.
 *
 * <p><b>Changing shapes.</b> A pool may hold twice what the largest recent step had in use at once
 * ({@link #need}, which fades by 1/16 a step), and more while the {@link MemoryBudget} has room. At
 * the limit the least recently used bucket whose blocks have the size asked for gives one up, which
 * another shape takes over; only where there is none are blocks freed, least recently used first.
 *
 * <p><b>Threads.</b> A pool is used by one thread at a time: {@link Pools#enter} gives each thread
 * one of its own, and steps inside steps (a callback that predicts) another one. The budget's lock
 * guards the list of idle pools and decides between evicting a pool and entering it.
 *
 * <p><b>Validity.</b> An array of a pool must not be used after its step, so what outlives the step
 * is copied out of it. A caller that releases an array guarantees that nothing reads it later.
 *
 * <p><b>Cost.</b> A few hash lookups to take an array, no call of ND4J's, and no native allocation
 * once all shapes were seen.
 */
public final class BufferPool implements AutoCloseable {
  private static final ThreadLocal<BufferPool> CURRENT = new ThreadLocal<>();

  /** What a pool may hold in any case, in multiples of what the largest recent step needed. */
  private static final int STEPS_HELD = 2;

  /** One over the fraction by which the need of a large step fades with each smaller step. */
  private static final int FADING = 16;

  private final Pools pools;
  private final Entry entry = new Entry(this);

  /** By shape, the least recently used first. */
  private final Map<Shape, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

  /** By the size of a block in bytes. */
  private final Map<Long, List<Bucket>> ofSize = new HashMap<>();

  /** The memory of arrays of this pool, and of lasting ones that its steps have met. */
  private final Map<INDArray, Floats> known = new IdentityHashMap<>();

  /** The rows of arrays that repeat them; see {@link RepeatedRows}. */
  private final Map<INDArray, Floats> repeated = new IdentityHashMap<>();

  private final List<Floats> given = new ArrayList<>();

  /** The pool of the step that this thread's step is inside of, or null. */
  private BufferPool outer;

  private long step;

  /** Bytes of all arrays. */
  private long held;

  /** Bytes of arrays that are in use now. */
  private long used;

  /** The most bytes that were in use at once in this step. */
  private long most;

  /** The most bytes that recent steps had in use at once. */
  private long need;

  private BufferPool(Pools pools) {
    this.pools = pools;
  }

  /** The pools of one network, one for each thread that works at the same time. */
  public static final class Pools {
    /** Locked by the budget. */
    private final Deque<BufferPool> idle = new ArrayDeque<>();

    /** Begins a step of this thread; closing it makes all that it took free again. */
    public BufferPool enter() {
      MemoryBudget.beginStep();
      BufferPool pool;
      synchronized (MemoryBudget.ARRAYS) {
        // the one that was used last, so that the others age
        pool = idle.poll();
        if (pool == null) {
          Entry.removeLost();
          pool = new BufferPool(this);
        }
        MemoryBudget.ARRAYS.begin(pool.entry);
      }
      pool.outer = CURRENT.get();
      CURRENT.set(pool);
      return pool;
    }
  }

  /** A pool as the budget sees it, which must not keep that of a discarded network alive. */
  private static final class Entry extends MemoryBudget.Item {
    private static final ReferenceQueue<BufferPool> LOST = new ReferenceQueue<>();

    private final Owner owner;
    private BufferPool forgotten;

    Entry(BufferPool pool) {
      owner = new Owner(pool, this);
    }

    private static final class Owner extends WeakReference<BufferPool> {
      private final Entry entry;

      Owner(BufferPool pool, Entry entry) {
        super(pool, LOST);
        this.entry = entry;
      }
    }

    /** Removes pools that were garbage collected, whose arrays ND4J frees. */
    static void removeLost() {
      for (Reference<?> lost = LOST.poll(); lost != null; lost = LOST.poll()) {
        MemoryBudget.ARRAYS.remove(((Owner) lost).entry);
      }
    }

    @Override
    protected void forget() {
      forgotten = owner.get();
      if (forgotten != null) {
        forgotten.pools.idle.remove(forgotten);
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
  static final class Bucket {
    private final Shape shape;
    private final long bytes;
    private final ArrayDeque<Floats> free = new ArrayDeque<>();
    private int arrays;
    private long used;

    Bucket(Shape shape) {
      this.shape = shape;
      long length = 1;
      for (long size : shape.sizes) {
        length *= size;
      }
      bytes = MemoryBlock.rounded(length) * Float.BYTES;
    }
  }

  /** True where this thread is in a step. */
  static boolean inStep() {
    return CURRENT.get() != null;
  }

  /** Takes an uninitialized array from the thread's step; outside of steps it is a new one. */
  public static Floats take(long... shape) {
    BufferPool pool = CURRENT.get();
    return pool == null
        ? Floats.over(ArrayMath.empty(DataType.FLOAT, shape))
        : pool.next(new Shape(shape));
  }

  private Floats next(Shape shape) {
    Bucket bucket = buckets.get(shape);
    if (bucket == null) {
      bucket = new Bucket(new Shape(shape.sizes.clone()));
      buckets.put(bucket.shape, bucket);
      ofSize.computeIfAbsent(bucket.bytes, absent -> new ArrayList<>()).add(bucket);
    }
    bucket.used = step;
    Floats floats = bucket.free.poll();
    if (floats == null) {
      // counted first, so that making room does not remove the bucket
      bucket.arrays++;
      floats = Floats.in(room(bucket.bytes), shape.sizes.clone());
      floats.bucket = bucket;
      known.put(floats.array(), floats);
    }
    floats.taken = true;
    used += floats.block().bytes();
    most = Math.max(most, used);
    given.add(floats);
    return floats;
  }

  /** Memory for a new array, taken over from older arrays where the pool is at its limit. */
  private MemoryBlock room(long bytes) {
    long allowed = Math.max(STEPS_HELD * Math.max(need, used + bytes), budgeted());
    if (held + bytes > allowed) {
      Bucket oldest = null;
      for (Bucket bucket : ofSize.get(bytes)) {
        if (!bucket.free.isEmpty() && (oldest == null || bucket.used < oldest.used)) {
          oldest = bucket;
        }
      }
      if (oldest != null) {
        // passed on and not freed, for the allocator would leave holes
        MemoryBlock block = giveUp(oldest);
        if (oldest.arrays == 0) {
          buckets.remove(oldest.shape);
          ofSize.get(bytes).remove(oldest);
        }
        return block;
      }
      makeRoom(allowed - bytes);
    }
    held += bytes;
    return new MemoryBlock(DataType.FLOAT, bytes / Float.BYTES);
  }

  private long budgeted() {
    return MemoryBudget.ARRAYS.room(entry);
  }

  private void makeRoom(long allowed) {
    long before = held;
    shrink(allowed);
    MemoryBudget.freed(before - held);
  }

  /** Frees least recently used arrays until the rest is within a limit. */
  private void shrink(long allowed) {
    Iterator<Bucket> oldest = buckets.values().iterator();
    while (held > allowed && oldest.hasNext()) {
      Bucket bucket = oldest.next();
      while (held > allowed && !bucket.free.isEmpty()) {
        MemoryBlock block = giveUp(bucket);
        held -= block.bytes();
        block.close();
      }
      if (bucket.arrays == 0) {
        oldest.remove();
        ofSize.get(bucket.bytes).remove(bucket);
      }
    }
  }

  private MemoryBlock giveUp(Bucket bucket) {
    Floats floats = bucket.free.pollLast();
    bucket.arrays--;
    known.remove(floats.array());
    floats.views().forEach(view -> known.remove(view.array()));
    return floats.block();
  }

  /** The memory of an array that this step or one before it has met, else null. */
  static Floats find(INDArray array) {
    BufferPool pool = CURRENT.get();
    return pool == null ? null : pool.known.get(array);
  }

  /** Remembers the memory of an array that outlives all steps, such as a weight. */
  static Floats keep(Floats lasting) {
    BufferPool pool = CURRENT.get();
    if (pool != null) {
      pool.known.put(lasting.array(), lasting);
    }
    return lasting;
  }

  /** Remembers for this step that an array repeats rows. */
  static INDArray repeats(INDArray array, Floats rows) {
    BufferPool pool = CURRENT.get();
    if (pool != null) {
      pool.repeated.put(array, rows);
    }
    return array;
  }

  /** The rows that an array repeats, or null where this step has not met it. */
  static Floats rows(INDArray repeats) {
    BufferPool pool = CURRENT.get();
    return pool == null ? null : pool.repeated.get(repeats);
  }

  /** Frees an array that nothing reads any more for later use in this step, if it is a pool's. */
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
    floats.bucket.free.push(floats);
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
      pools.idle.push(this);
    }
    MemoryBudget.ARRAYS.end(entry, held);
  }
}
