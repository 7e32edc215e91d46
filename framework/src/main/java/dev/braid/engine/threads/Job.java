package dev.braid.engine.threads;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Pieces of work that are taken one after the other by whoever is there. */
final class Job {
  private final Workers.Range work;
  private final int length;
  private final int pieces;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  Job(Workers.Range work, int length, int pieces) {
    this.work = work;
    this.length = length;
    this.pieces = pieces;
  }

  /** Takes pieces until there are none; what fails is kept for {@link #end}. */
  void run() {
    for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
      try {
        work.run(bound(piece), bound(piece + 1));
      } catch (RuntimeException | Error e) {
        failure.compareAndSet(null, e);
      }
      done.incrementAndGet();
    }
  }

  private int bound(int number) {
    return (int) ((long) length * number / pieces);
  }

  /** True once nobody works on it any more. */
  boolean done() {
    return done.get() == pieces;
  }

  /** Throws what the work has thrown; what other threads wrote is seen from now on. */
  void end() {
    if (!done()) {
      throw new IllegalStateException(done + " of " + pieces + " pieces of work were done");
    }
    Throwable thrown = failure.get();
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown != null) {
      throw (RuntimeException) thrown;
    }
  }
}
