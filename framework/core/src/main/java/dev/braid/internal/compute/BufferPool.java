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
 * Arrays that are reused by one step after another.
 *
 * <p><b>Idea.</b> Creating an ND4J array costs more than the arithmetic of a small layer, and new
 * memory is slow until the system has cleared it. So arrays are kept as objects, with their
 * addresses, in a bucket for each shape. {@link #take} returns a free one of the shape. At its end
 * the step frees all arrays that it took, in reverse order, so that the next step finds each array
 * in the same place. {@link #release} frees one earlier, for other layers of the same step.
 *
 * <p><b>Changing shapes.</b> A pool may hold twice the peak use of the largest recent step ({@link
 * #need}, which decays by 1/16 per step), and more while the {@link MemoryBudget} allows it. At the
 * limit, the least recently used bucket with blocks of the required size gives one to the new
 * shape; only if there is none are blocks freed, least recently used first.
 *
 * <p><b>Threads.</b> A pool is used by one thread at a time: {@link Pools#enter} gives each thread
 * a separate pool, and a step inside a step (a callback that predicts) another one. The budget's
 * lock guards the list of idle pools and decides between evicting a pool and entering it.
 *
 * <p><b>Validity.</b> An array of a pool must not be used after its step, so results that outlive
 * the step are copied. A caller that releases an array guarantees that nothing reads it later.
 *
 * <p><b>Cost.</b> A few hash lookups per array, no call of ND4J, and no native allocation once all
 * shapes have occurred.
 */
public final class BufferPool implements AutoCloseable {
  private static final ThreadLocal<BufferPool> CURRENT = new ThreadLocal<>();

  /** The memory that a pool may always hold, as a multiple of the largest recent step's peak. */
  private static final int HELD_MULTIPLE = 2;

  /** The reciprocal of the fraction by which {@link #need} decays with each smaller step. */
  private static final int DECAY = 16;

  private final Pools pools;
  private final Entry entry = new Entry(this);

  /** The buckets by shape, least recently used first. */
  private final Map<Shape, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

  /** The buckets by the size of a block in bytes. */
  private final Map<Long, List<Bucket>> bucketsBySize = new HashMap<>();

  /** The memory of this pool's arrays, and of lasting arrays that its steps have used. */
  private final Map<INDArray, Floats> memory = new IdentityHashMap<>();

  /** The rows of arrays that repeat them; see {@link RepeatedRows}. */
  private final Map<INDArray, Floats> repeated = new IdentityHashMap<>();

  private final List<Floats> takenArrays = new ArrayList<>();

  /** The pool of the step that encloses this thread's current step, or null. */
  private BufferPool outer;

  private long step;

  /** The bytes of all arrays. */
  private long held;

  /** The bytes of the arrays in use. */
  private long used;

  /** The maximum of bytes in use during this step. */
  private long peak;

  /** The maximum of bytes in use during recent steps. */
  private long need;

  private BufferPool(Pools pools) {
    this.pools = pools;
  }

  /** The pools of one network, one for each thread that uses it at the same time. */
  public static final class Pools {
    /** Guarded by the budget's lock. */
    private final Deque<BufferPool> idle = new ArrayDeque<>();

    /** Begins a step of this thread; closing the pool frees all arrays that the step took. */
    public BufferPool enter() {
      MemoryBudget.beginStep();
      BufferPool pool;
      synchronized (MemoryBudget.ARRAYS) {
        // the most recently used one, so that the others age
        pool = idle.poll();
        if (pool == null) {
          Entry.removeCollected();
          pool = new BufferPool(this);
        }
        MemoryBudget.ARRAYS.begin(pool.entry);
      }
      pool.outer = CURRENT.get();
      CURRENT.set(pool);
      return pool;
    }
  }

  /** The budget's item for a pool; it must not keep the pool of a discarded network alive. */
  private static final class Entry extends MemoryBudget.Item {
    private static final ReferenceQueue<BufferPool> COLLECTED = new ReferenceQueue<>();

    private final Owner owner;
    private BufferPool evicted;

    Entry(BufferPool pool) {
      owner = new Owner(pool, this);
    }

    private static final class Owner extends WeakReference<BufferPool> {
      private final Entry entry;

      Owner(BufferPool pool, Entry entry) {
        super(pool, COLLECTED);
        this.entry = entry;
      }
    }

    /** Removes pools that were garbage collected, whose arrays ND4J frees. */
    static void removeCollected() {
      for (Reference<?> collected = COLLECTED.poll();
          collected != null;
          collected = COLLECTED.poll()) {
        MemoryBudget.ARRAYS.remove(((Owner) collected).entry);
      }
    }

    @Override
    protected void forget() {
      evicted = owner.get();
      if (evicted != null) {
        evicted.pools.idle.remove(evicted);
      }
    }

    @Override
    protected void close() {
      if (evicted != null) {
        evicted.shrink(0);
        evicted = null;
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
    private long lastStep;

    Bucket(Shape shape) {
      this.shape = shape;
      long length = 1;
      for (long size : shape.sizes) {
        length *= size;
      }
      bytes = MemoryBlock.rounded(length) * Float.BYTES;
    }
  }

  /** Returns whether this thread is in a step. */
  static boolean inStep() {
    return CURRENT.get() != null;
  }

  /** Takes an uninitialized array from the thread's step, or creates one outside of steps. */
  public static Floats take(long... shape) {
    BufferPool pool = CURRENT.get();
    return pool == null
        ? Floats.over(ArrayMath.empty(DataType.FLOAT, shape))
        : pool.takeArray(new Shape(shape));
  }

  private Floats takeArray(Shape shape) {
    Bucket bucket = buckets.get(shape);
    if (bucket == null) {
      bucket = new Bucket(new Shape(shape.sizes.clone()));
      buckets.put(bucket.shape, bucket);
      bucketsBySize.computeIfAbsent(bucket.bytes, absent -> new ArrayList<>()).add(bucket);
    }
    bucket.lastStep = step;
    Floats floats = bucket.free.poll();
    if (floats == null) {
      // counted before allocating, which could otherwise remove the bucket
      bucket.arrays++;
      floats = Floats.in(allocate(bucket.bytes), shape.sizes.clone());
      floats.bucket = bucket;
      memory.put(floats.array(), floats);
    }
    floats.taken = true;
    used += floats.block().bytes();
    peak = Math.max(peak, used);
    takenArrays.add(floats);
    return floats;
  }

  /** Returns memory for a new array, taken from older arrays if the pool is at its limit. */
  private MemoryBlock allocate(long bytes) {
    long allowed = Math.max(HELD_MULTIPLE * Math.max(need, used + bytes), remainingBudget());
    if (held + bytes > allowed) {
      Bucket oldest = null;
      for (Bucket bucket : bucketsBySize.get(bytes)) {
        if (!bucket.free.isEmpty() && (oldest == null || bucket.lastStep < oldest.lastStep)) {
          oldest = bucket;
        }
      }
      if (oldest != null) {
        // reused, not freed, since freeing fragments the heap of the allocator
        MemoryBlock block = removeArray(oldest);
        if (oldest.arrays == 0) {
          buckets.remove(oldest.shape);
          bucketsBySize.get(bytes).remove(oldest);
        }
        return block;
      }
      shrinkAndReport(allowed - bytes);
    }
    held += bytes;
    return new MemoryBlock(DataType.FLOAT, bytes / Float.BYTES);
  }

  private long remainingBudget() {
    return MemoryBudget.ARRAYS.remaining(entry);
  }

  private void shrinkAndReport(long allowed) {
    long before = held;
    shrink(allowed);
    MemoryBudget.freed(before - held);
  }

  /** Frees least recently used arrays until the others are within a limit. */
  private void shrink(long allowed) {
    Iterator<Bucket> oldest = buckets.values().iterator();
    while (held > allowed && oldest.hasNext()) {
      Bucket bucket = oldest.next();
      while (held > allowed && !bucket.free.isEmpty()) {
        MemoryBlock block = removeArray(bucket);
        held -= block.bytes();
        block.close();
      }
      if (bucket.arrays == 0) {
        oldest.remove();
        bucketsBySize.get(bucket.bytes).remove(bucket);
      }
    }
  }

  private MemoryBlock removeArray(Bucket bucket) {
    Floats floats = bucket.free.pollLast();
    bucket.arrays--;
    memory.remove(floats.array());
    floats.views().forEach(view -> memory.remove(view.array()));
    return floats.block();
  }

  /** Returns the memory of an array that this pool's steps have used, otherwise null. */
  static Floats find(INDArray array) {
    BufferPool pool = CURRENT.get();
    return pool == null ? null : pool.memory.get(array);
  }

  /** Registers the memory of an array that outlives all steps, such as a weight. */
  static Floats register(Floats lasting) {
    BufferPool pool = CURRENT.get();
    if (pool != null) {
      pool.memory.put(lasting.array(), lasting);
    }
    return lasting;
  }

  /** Registers for this step that an array repeats rows. */
  static INDArray registerRepeated(INDArray array, Floats rows) {
    BufferPool pool = CURRENT.get();
    if (pool != null) {
      pool.repeated.put(array, rows);
    }
    return array;
  }

  /** Returns the rows that an array repeats, or null if they were not registered in this step. */
  static Floats rows(INDArray registerRepeated) {
    BufferPool pool = CURRENT.get();
    return pool == null ? null : pool.repeated.get(registerRepeated);
  }

  /** Frees an unused array of a pool for reuse in this step; other arrays are ignored. */
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
    // in reverse order, so that the next step finds each array in the same place
    for (int i = takenArrays.size() - 1; i >= 0; i--) {
      Floats floats = takenArrays.get(i);
      if (floats.taken) {
        free(floats);
      }
    }
    takenArrays.clear();
    repeated.clear();
    need = Math.max(peak, need - need / DECAY);
    peak = 0;
    step++;
    if (held > HELD_MULTIPLE * need) {
      shrinkAndReport(Math.max(HELD_MULTIPLE * need, remainingBudget()));
    }
    CURRENT.set(outer);
    outer = null;
    synchronized (MemoryBudget.ARRAYS) {
      pools.idle.push(this);
    }
    MemoryBudget.ARRAYS.end(entry, held);
  }
}
