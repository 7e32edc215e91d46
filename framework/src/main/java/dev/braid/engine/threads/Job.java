package dev.braid.engine.threads;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Pieces of work that are taken one after the other by whoever is there.
 *
 * <p>Each thread begins with pieces of its own, so that from job to job it finds the same numbers
 * in its cache, and then takes over what others have not come to.
 */
final class Job {
  private final Workers.Range work;
  private final int length;
  private final int pieces;
  private final int members;

  /** How many of each member's pieces are taken. */
  private final AtomicIntegerArray taken;

  private final AtomicInteger done = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /** Work on [0, length) in so many pieces, for so many threads. */
  Job(Workers.Range work, int length, int pieces, int members) {
    this.work = work;
    this.length = length;
    this.pieces = pieces;
    this.members = members;
    this.taken = new AtomicIntegerArray(members);
  }

  /** Takes pieces until there are none; what fails is kept for {@link #end}. */
  void run(int member) {
    for (int i = 0; i < members; i++) {
      runThoseOf((member + i) % members);
    }
  }

  private void runThoseOf(int member) {
    int first = bound(pieces, member, members);
    int count = bound(pieces, member + 1, members) - first;
    for (int i = taken.getAndIncrement(member); i < count; i = taken.getAndIncrement(member)) {
      try {
        work.run(bound(length, first + i, pieces), bound(length, first + i + 1, pieces));
      } catch (Throwable thrown) {
        // whatever it is, also a checked exception thrown unseen: else the caller waits forever
        failure.compareAndSet(null, thrown);
      }
      done.incrementAndGet();
    }
  }

  private static int bound(int length, int number, int parts) {
    return (int) ((long) length * number / parts);
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
    if (thrown instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (thrown != null) {
      throw new IllegalStateException(thrown);
    }
  }
}
