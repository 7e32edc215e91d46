package dev.braid.internal.memory;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.Pointer;

/**
 * Limits the native memory that is kept because it may be used again.
 *
 * <p><b>Idea.</b> A cache in least recently used order with two rules. Items that the last {@link
 * #RECENT_STEPS} steps used are kept whatever their size, since creating them again in every step
 * would cost more than the step. Beyond that a limit in bytes applies, and the use that exceeds it
 * frees the least recently used items at once. The garbage collector cannot do this: it sees only
 * small objects on the heap and would run much too late.
 *
 * <p><b>Why nothing is freed while it is used.</b> {@link #begin} and {@link #end} count an item's
 * users under the budget's lock, and only items without users are evicted. Eviction removes an item
 * from its owner's table ({@link Item#forget}) under the same lock, so that no thread can begin to
 * use it afterwards. Its memory is freed outside the lock, since that takes longer.
 *
 * <p><b>Sizes.</b> An item's size is known at the end of a use, so the sum may exceed the limit by
 * the size of the items in use. The order is that of {@link LinkedHashMap} by access: the first
 * item that is both unused and recent ends the search, since all later ones are as recent.
 *
 * <p><b>Cost.</b> Two short critical sections per use. A step uses one item of {@link #ARRAYS} and
 * one of {@link #PRIMITIVES} for each primitive that it runs.
 */
public final class MemoryBudget {
  /** The divisor of the process' limit that gives the maximum for each kind. */
  private static final int PROCESS_DIVISOR = 16;

  /** The number of last steps whose items are not freed. */
  private static final int RECENT_STEPS = 8;

  private static final AtomicLong STEPS = new AtomicLong();

  /** oneDNN's primitives, each created for one shape. */
  public static final MemoryBudget PRIMITIVES = new MemoryBudget(capped(128L << 20));

  /** Arrays of finished steps. */
  public static final MemoryBudget ARRAYS = new MemoryBudget(capped(64L << 20));

  private static final MallocTrim TRIM = new MallocTrim(2 * (PRIMITIVES.limit + ARRAYS.limit));

  private final long limit;
  private final Map<Item, Item> items = new LinkedHashMap<>(16, 0.75f, true);
  private long held;

  MemoryBudget(long limit) {
    this.limit = limit;
  }

  /** Caps a limit, since JavaCPP limits the process' memory depending on the heap's size. */
  private static long capped(long bytes) {
    long process = Pointer.maxPhysicalBytes();
    return process == 0 ? bytes : Math.min(bytes, process / PROCESS_DIVISOR);
  }

  /** A unit of memory that is freed as a whole. */
  public abstract static class Item {
    private long bytes;
    private long lastStep;
    private int users;

    /** Removes the item from its owner's table; the budget is locked meanwhile. */
    protected abstract void forget();

    /** Frees the memory after it was forgotten; it is unused then. */
    protected abstract void close();
  }

  /** Counts a step; the age of items is measured in steps. */
  public static void beginStep() {
    STEPS.incrementAndGet();
  }

  /** Returns the limit in bytes for items that recent steps did not use. */
  public long limit() {
    return limit;
  }

  /** Returns the bytes of all items, each as of the end of its last use. */
  public synchronized long held() {
    return held;
  }

  /** Begins a use of an item, which is not freed before the use ends. */
  public synchronized void begin(Item item) {
    item.users++;
    item.lastStep = STEPS.get();
    if (items.get(item) == null) {
      items.put(item, item);
    }
  }

  /**
   * Ends a use.
   *
   * @param bytes the size of the item now
   */
  public void end(Item item, long bytes) {
    List<Item> evicted;
    long before;
    long after;
    synchronized (this) {
      item.users--;
      item.lastStep = STEPS.get();
      if (items.get(item) != null) {
        held += bytes - item.bytes;
        item.bytes = bytes;
      }
      if (held <= limit) {
        return;
      }
      before = held;
      evicted = evict();
      after = held;
    }
    evicted.forEach(Item::close);
    freed(before - after);
  }

  /** Counts freed bytes, which are returned to the system from time to time. */
  public static void freed(long bytes) {
    if (bytes > 0) {
      TRIM.add(bytes);
    }
  }

  /** Removes least recently used items until the others are within the limit. */
  private List<Item> evict() {
    List<Item> evicted = new ArrayList<>();
    long oldest = STEPS.get() - RECENT_STEPS;
    Iterator<Item> all = items.keySet().iterator();
    while (held > limit && all.hasNext()) {
      Item item = all.next();
      if (item.users > 0) {
        continue;
      }
      if (item.lastStep > oldest) {
        break;
      }
      all.remove();
      held -= item.bytes;
      item.forget();
      evicted.add(item);
    }
    return evicted;
  }

  /** Removes an item whose memory is already freed. */
  public synchronized void remove(Item item) {
    if (items.remove(item) != null) {
      held -= item.bytes;
    }
  }

  /** Returns how many bytes an item may take without exceeding the limit. */
  public synchronized long remaining(Item item) {
    return limit - (held - item.bytes);
  }
}
