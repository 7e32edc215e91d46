package dev.braid.internal.threads;

import java.util.function.IntConsumer;

/**
 * Parallel loops on the threads that the whole process shares, one a core, the caller's among them.
 *
 * <p>A loop returns when all of its range is done, throws what a piece threw, and may be called
 * from any thread at any time. A loop inside a piece of another one runs in that piece's thread
 * where that is a worker, for all cores have work then. So does a loop in a {@link
 * BackgroundThread}.
 */
public final class Workers {
  private static final WorkerPool POOL = new WorkerPool(OpenMp.threads());

  /** The number of threads, the caller's among them. */
  public static final int COUNT = POOL.size();

  /** Pieces a thread where these may be small: a thread that comes late takes fewer of them. */
  private static final int PIECES = 4;

  private Workers() {}

  /** The body of a loop, run for ranges [from, to) that together are the whole range. */
  @FunctionalInterface
  public interface RangeBody {
    void run(int from, int to);
  }

  /**
   * Runs a body over [0, length) in one range a thread.
   *
   * @param grain the least length of a range; see {@link GrainSize}
   */
  public static void parallelFor(int length, int grain, RangeBody body) {
    int members = members(length, grain);
    if (members < 2) {
      body.run(0, length);
    } else {
      run(body, length, members, members);
    }
  }

  /**
   * Runs a body over [0, length) in several ranges a thread, where it is as fast in short ranges.
   *
   * @param grain the least length for a thread; see {@link GrainSize}
   */
  public static void parallelForPieces(int length, int grain, RangeBody body) {
    int members = members(length, grain);
    if (members < 2) {
      body.run(0, length);
    } else {
      run(body, length, Math.min(members * PIECES, length), members);
    }
  }

  /** Runs a task for each number from 0 to {@code count - 1}. */
  public static void parallelForEach(int count, IntConsumer task) {
    RangeBody range =
        (from, to) -> {
          for (int i = from; i < to; i++) {
            task.accept(i);
          }
        };
    int members = members(count, GrainSize.TASKS.size());
    if (members < 2) {
      range.run(0, count);
    } else {
      run(range, count, count, members);
    }
  }

  private static int members(int length, int grain) {
    Thread thread = Thread.currentThread();
    return POOL.isWorker(thread) || thread instanceof BackgroundThread
        ? 1
        : Math.min(COUNT, length / Math.max(1, grain));
  }

  private static void run(RangeBody body, int length, int pieces, int members) {
    ParallelJob job = new ParallelJob(body, length, pieces, members);
    POOL.run(job, members);
    job.rethrowFailure();
  }

  /** Sends threads that look out for work to sleep at once, since others need the cores. */
  public static void yieldCores() {
    POOL.yieldCores();
  }
}
