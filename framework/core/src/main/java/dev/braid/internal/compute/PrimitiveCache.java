package dev.braid.internal.compute;

import dev.braid.internal.memory.MemoryBudget;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * oneDNN's primitives by key; all caches share one {@link MemoryBudget}.
 *
 * <p><b>Idea.</b> Creating a primitive generates machine code for one shape, which takes
 * milliseconds; running it takes microseconds. So primitives are kept. oneDNN's own cache counts
 * primitives instead of bytes, does not free those that Braid has released, and would still require
 * descriptors and memory objects to be created at each call.
 *
 * <p><b>Locks.</b> A primitive's arguments are set before each run, so it has one user at a time:
 * {@link #use} runs its work under the entry's lock. The budget's lock is held only for looking up
 * entries and counting users, never while a primitive is created or run, and is never acquired
 * while an entry's lock is held. So there is no deadlock, and threads that use different shapes
 * don't wait for each other. An entry is counted as used before its lock is acquired, so it is not
 * freed meanwhile.
 *
 * <p>Work must not use another entry, which would nest these locks in an undefined order.
 *
 * <p><b>Failures.</b> If creation throws, the entry stays without a value and is created at its
 * next use.
 *
 * <p>See oneDNN's developer guide on "Primitive Cache" and on "Primitive attributes: scratchpad".
 *
 * @param <K> the type of the keys, such as a shape
 * @param <V> the type of the primitives of a key
 */
final class PrimitiveCache<K, V extends PrimitiveCache.CachedPrimitives> {
  private static final MemoryBudget BUDGET = MemoryBudget.PRIMITIVES;

  private final Function<K, V> factory;

  /** The entries, guarded by the budget's lock so that evicted primitives cannot be found. */
  private final Map<K, Entry> entries = new HashMap<>();

  PrimitiveCache(Function<K, V> factory) {
    this.factory = factory;
  }

  /** Primitives that are created and freed together. */
  interface CachedPrimitives extends AutoCloseable {
    /** Returns the approximate number of bytes of native memory that they take. */
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
   * Runs work on the primitives of a key, after creating them if necessary.
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
          create(entry);
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

  /** Creates the primitives, without the budget's lock since this takes milliseconds. */
  private void create(Entry entry) {
    if (!BufferPool.inStep()) {
      // DL4J's own loop begins no steps, and unused primitives must age nevertheless
      MemoryBudget.beginStep();
    }
    entry.value = factory.apply(entry.key);
  }

  /** Returns the number of entries. */
  int size() {
    synchronized (BUDGET) {
      return entries.size();
    }
  }
}
