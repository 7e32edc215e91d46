package dev.braid.internal.compute;

import dev.braid.internal.memory.MemoryBudget;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * oneDNN's primitives by what they were made for; all caches share one {@link MemoryBudget}.
 *
 * <p><b>Idea.</b> To make a primitive means to generate machine code for one shape, which takes
 * milliseconds; to run it takes microseconds. So primitives are kept. oneDNN has a cache of its
 * own, which counts primitives and not bytes and frees none that Braid is done with, and which
 * still leaves descriptors and memory objects to be made at each call.
 *
 * <p><b>Locks.</b> A primitive's arguments are set before each run, so it has one user at a time:
 * {@link #use} runs its work under the entry's lock. The budget's lock is held for looking up and
 * counting users alone, never while a primitive is made or run, and never acquired while an entry's
 * lock is held; so there is no deadlock, and threads that use different shapes don't wait for each
 * other. An entry is counted as used before its lock is waited for, so it is not freed meanwhile.
 *
 * <p>Work must not use another entry, which would nest these locks in an order of its own.
 *
 * <p><b>Failures.</b> Where making throws, the entry stays without a value and is made at its next
 * use.
 *
 * <p>See oneDNN's developer guide on "Primitive Cache" and on "Primitive attributes: scratchpad".
 *
 * @param <K> what they are made for, such as a shape
 * @param <V> the primitives
 */
final class PrimitiveCache<K, V extends PrimitiveCache.CachedPrimitives> {
  private static final MemoryBudget BUDGET = MemoryBudget.PRIMITIVES;

  private final Function<K, V> maker;

  /** Guarded by the budget's lock, so that evicted primitives cannot be found any more. */
  private final Map<K, Entry> entries = new HashMap<>();

  PrimitiveCache(Function<K, V> maker) {
    this.maker = maker;
  }

  /** Primitives that are made and freed together. */
  interface CachedPrimitives extends AutoCloseable {
    /** About how many bytes of native memory they take. */
    long bytes();

    @Override
    void close();
  }

  private final class Entry extends MemoryBudget.Item {
    private final K key;
    private V value;

    Entry(K key) {
      this.key = key;
    }

    @Override
    protected void forget() {
      entries.remove(key, this);
    }

    @Override
    protected synchronized void close() {
      if (value != null) {
        value.close();
        value = null;
      }
    }
  }

  /**
   * Runs work on the primitives of a key, which are made first if there are none.
   *
   * <p>No other thread uses them meanwhile, and they are not freed before the work is done.
   */
  void use(K key, Consumer<V> work) {
    Entry entry;
    synchronized (BUDGET) {
      entry = entries.computeIfAbsent(key, Entry::new);
      BUDGET.begin(entry);
    }
    long bytes = 0;
    try {
      synchronized (entry) {
        if (entry.value == null) {
          make(entry);
        }
        try {
          work.accept(entry.value);
        } finally {
          bytes = entry.value.bytes();
        }
      }
    } finally {
      BUDGET.end(entry, bytes);
    }
  }

  /** Makes the primitives; not under the budget's lock, for this takes milliseconds. */
  private void make(Entry entry) {
    if (!BufferPool.inStep()) {
      // DL4J's own loop begins no steps, and what it makes must count as old some time
      MemoryBudget.beginStep();
    }
    entry.value = maker.apply(entry.key);
  }

  /** The number of entries. */
  int size() {
    synchronized (BUDGET) {
      return entries.size();
    }
  }
}
