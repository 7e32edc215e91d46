package dev.braid.internal.threads;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A loop over a range of integers, divided into pieces that the members of a {@link WorkerPool}
 * run.
 *
 * <p><b>Idea.</b> The pieces are divided evenly among the members. A member first runs its own
 * pieces in order, so that in each job a thread finds the same elements in its cache, and then
 * steals the remaining pieces of other members. This is work stealing as described by Blumofe and
 * Leiserson (Scheduling Multithreaded Computations by Work Stealing, JACM 1999); since all pieces
 * are known beforehand, a counter per member replaces the deque.
 *
 * <p><b>Each piece runs once.</b> {@code taken[m].getAndIncrement()} returns every index of a piece
 * of member m to exactly one thread. An index beyond the member's pieces means that none are left.
 *
 * <p><b>Results are visible.</b> A piece's writes happen before its {@code done.incrementAndGet()},
 * and every increment happens before the next one, since each reads the value written by the one
 * before. So a thread that reads {@code done == pieces} sees the writes of all pieces (JLS 17.4.5).
 * The inputs are published by the atomic reference through which the pool passes the job on.
 *
 * <p><b>Failures.</b> A piece that throws counts as done, and the others still run: otherwise the
 * caller could not tell when no thread uses the arrays any more. {@link #rethrowFailure} throws the
 * first failure.
 *
 * <p><b>Cost.</b> Two atomic increments per piece, and one failed attempt per member and thread.
 */
final class ParallelJob {
  private final Workers.RangeBody work;
  private final int length;
  private final int pieces;
  private final int members;

  /** The number of each member's pieces that were taken; more once they are used up. */
  private final AtomicIntegerArray taken;

  private final AtomicInteger done = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /**
   * Creates a job.
   *
   * @param length the end of the range [0, length)
   * @param pieces the number of pieces that the range is divided into
   * @param members the number of threads that may take part
   */
  ParallelJob(Workers.RangeBody work, int length, int pieces, int members) {
    this.work = work;
    this.length = length;
    this.pieces = pieces;
    this.members = members;
    this.taken = new AtomicIntegerArray(members);
  }

  /** Runs pieces until none are left; a failure is kept for {@link #rethrowFailure}. */
  void run(int member) {
    for (int i = 0; i < members; i++) {
      runPiecesOf((member + i) % members);
    }
  }

  private void runPiecesOf(int member) {
    int first = bound(pieces, member, members);
    int count = bound(pieces, member + 1, members) - first;
    for (int i = taken.getAndIncrement(member); i < count; i = taken.getAndIncrement(member)) {
      try {
        work.run(bound(length, first + i, pieces), bound(length, first + i + 1, pieces));
      } catch (Throwable thrown) {
        // any Throwable, checked exceptions included: otherwise the caller would wait forever
        failure.compareAndSet(null, thrown);
      }
      done.incrementAndGet();
    }
  }

  private static int bound(int length, int index, int count) {
    return (int) ((long) length * index / count);
  }

  /** Returns whether all pieces are done; if so, their writes are visible to the caller. */
  boolean isDone() {
    return done.get() == pieces;
  }

  /** Throws the first failure of a piece, if any. */
  void rethrowFailure() {
    if (!isDone()) {
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
