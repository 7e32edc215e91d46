package dev.braid.internal.engine;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Separates the steps of a model: whoever reads weights finds those of one step.
 *
 * <p>A training step takes the lock for its update alone, in which weights, statistics, and the
 * optimizer's state and counters change together. Readers run at the same time as each other and as
 * the forward and backward pass. Callbacks run while no lock is held.
 */
final class ModelLock {
  private static final AtomicLong COUNT = new AtomicLong();

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final long number = COUNT.getAndIncrement();
  private final BooleanSupplier waits;
  private final Runnable work;

  /**
   * The lock of a model.
   *
   * @param waits whether work must be done before anybody can read
   * @param work does it
   */
  ModelLock(BooleanSupplier waits, Runnable work) {
    this.waits = waits;
    this.work = work;
  }

  /** Changes what readers read. */
  void change(Runnable change) {
    lock.writeLock().lock();
    try {
      change.run();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** The same while another model does not change either; null where there is no other. */
  void changeWith(ModelLock other, Runnable change) {
    if (other == null || other.isHeld()) {
      // a layer of the other model, which is read, may ask this one
      change(change);
    } else if (number < other.number) {
      // always in one order, since two models may take from each other
      change(() -> other.change(change));
    } else {
      other.change(() -> change(change));
    }
  }

  /** Reads while nothing changes. */
  <T> T read(Supplier<T> reading) {
    lock.readLock().lock();
    try {
      // another thread may leave work behind again before the lock is had
      while (waits.getAsBoolean()) {
        lock.readLock().unlock();
        try {
          change(work);
        } finally {
          lock.readLock().lock();
        }
      }
      return reading.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Whether this thread reads or changes: it must not wait for another model then. */
  boolean isHeld() {
    return lock.getReadHoldCount() > 0 || lock.isWriteLockedByCurrentThread();
  }
}
