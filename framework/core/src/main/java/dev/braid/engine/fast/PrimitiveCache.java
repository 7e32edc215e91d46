package dev.braid.engine.fast;

import dev.braid.engine.memory.MemoryBudget;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * oneDNN's primitives by what they were made for; all caches share one {@link MemoryBudget}.
 *
 * @param <K> what they are made for, such as a shape
 * @param <V> the primitives
 */
final class PrimitiveCache<K, V extends PrimitiveCache.Made> {
  private static final MemoryBudget BUDGET = MemoryBudget.PRIMITIVES;

  private final Function<K, V> maker;

  /** Locked by the budget, so that what is evicted cannot be found any more. */
  private final Map<K, Entry> entries = new HashMap<>();

  PrimitiveCache(Function<K, V> maker) {
    this.maker = maker;
  }

  /** Primitives that belong together. */
  interface Made extends AutoCloseable {
    /** About how many bytes they take outside the heap. */
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
   * Works with primitives, which are made if there are none.
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

  /** Not under the budget's lock, for making takes milliseconds. */
  private void make(Entry entry) {
    if (!StepMemory.inStep()) {
      // DL4J's own loop begins no steps, and what it makes must count as old some time
      MemoryBudget.beginStep();
    }
    entry.value = maker.apply(entry.key);
  }

  /** How many there are. */
  int size() {
    synchronized (BUDGET) {
      return entries.size();
    }
  }
}
