package dev.braid.internal.engine;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Isolates the steps of a model from readers: a reader sees the weights of a single step.
 *
 * <p>A training step takes the lock only for its update, in which weights, statistics, and the
 * optimizer's state and counters change together. Readers run concurrently with each other and with
 * the forward and backward pass. Callbacks run while no lock is held.
 */
final class ModelLock {
  private static final AtomicLong COUNT = new AtomicLong();

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final long order = COUNT.getAndIncrement();
  private final BooleanSupplier isPending;
  private final Runnable work;

  /**
   * Creates the lock of a model.
   *
   * @param isPending whether deferred work must be done before anything can be read
   * @param work the deferred work
   */
  ModelLock(BooleanSupplier isPending, Runnable work) {
    this.isPending = isPending;
    this.work = work;
  }

  /** Runs a change while nothing is read. */
  void change(Runnable change) {
    lock.writeLock().lock();
    try {
      change.run();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Runs a change while another model does not change either; null means no other model. */
  void changeWith(ModelLock other, Runnable change) {
    if (other == null || other.isHeld()) {
      // a layer of the other model, which is being read, may read this one
      change(change);
    } else if (order < other.order) {
      // always in one order, since each of two models may copy from the other
      change(() -> other.change(change));
    } else {
      other.change(() -> change(change));
    }
  }

  /** Reads while nothing changes. */
  <T> T read(Supplier<T> reading) {
    lock.readLock().lock();
    try {
      // another thread may defer work again before the read lock is acquired
      while (isPending.getAsBoolean()) {
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

  /** Returns whether this thread reads or changes; it must not wait for another model then. */
  boolean isHeld() {
    return lock.getReadHoldCount() > 0 || lock.isWriteLockedByCurrentThread();
  }
}
