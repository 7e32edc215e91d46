package dev.braid.internal.threads;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A loop over a range of integers, cut into pieces that the members of a {@link WorkerPool} take.
 *
 * <p><b>Idea.</b> The pieces are split evenly among the members. A member first takes its own
 * pieces in order, so that from job to job a thread finds the same elements in its cache, and then
 * steals what is left of the others'. Work stealing as of Blumofe and Leiserson (Scheduling
 * Multithreaded Computations by Work Stealing, JACM 1999); since all pieces are known beforehand, a
 * counter per member takes the place of a deque.
 *
 * <p><b>Each piece runs once.</b> {@code taken[m].getAndIncrement()} gives every number of member m
 * to one thread, whoever asks. Numbers beyond the member's pieces mean that there are none left.
 *
 * <p><b>Results are visible.</b> A piece's writes happen before its {@code done.incrementAndGet()},
 * and every increment happens before the next one, for each reads what the one before wrote. So
 * whoever reads {@code done == pieces} sees the writes of all pieces (JLS 17.4.5). The inputs are
 * published by the atomic reference by which the pool passes the job on.
 *
 * <p><b>Failures.</b> A piece that throws counts as done, and the others run nevertheless: nothing
 * else would tell when no thread works on the arrays any more. The first failure is thrown by
 * {@link #rethrowFailure}.
 *
 * <p><b>Cost.</b> Two atomic increments a piece, and one failed attempt a member and thread.
 */
final class ParallelJob {
  private final Workers.RangeBody work;
  private final int length;
  private final int pieces;
  private final int members;

  /** How many of each member's pieces were taken; more once they are used up. */
  private final AtomicIntegerArray taken;

  private final AtomicInteger done = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /**
   * A job that has not begun.
   *
   * @param length the range is [0, length)
   * @param pieces how many pieces it is cut into
   * @param members how many threads may take part
   */
  ParallelJob(Workers.RangeBody work, int length, int pieces, int members) {
    this.work = work;
    this.length = length;
    this.pieces = pieces;
    this.members = members;
    this.taken = new AtomicIntegerArray(members);
  }

  /** Takes pieces until none is left; a failure is kept for {@link #rethrowFailure}. */
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
        // whatever it is, also a checked exception in disguise: else the caller would wait forever
        failure.compareAndSet(null, thrown);
      }
      done.incrementAndGet();
    }
  }

  private static int bound(int length, int number, int parts) {
    return (int) ((long) length * number / parts);
  }

  /** True once all pieces are done; what they wrote is visible to whoever was told so. */
  boolean isDone() {
    return done.get() == pieces;
  }

  /** Throws the first failure of a piece, if there was one. */
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
