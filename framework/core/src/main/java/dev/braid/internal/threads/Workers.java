package dev.braid.internal.threads;

import java.util.function.IntConsumer;

/**
 * Parallel loops on threads that the whole process shares, one per core including the caller's.
 *
 * <p>A loop returns when its whole range is done, throws what a piece threw, and may be called from
 * any thread at any time. If a piece that runs in a worker calls a loop, that loop runs in the
 * worker alone, since all cores are busy then. So does a loop in a {@link BackgroundThread}.
 */
public final class Workers {
  private static final WorkerPool POOL = new WorkerPool(OpenMp.threads());

  /** The number of threads, including the caller's. */
  public static final int COUNT = POOL.size();

  /** The number of pieces per thread if pieces may be small: a late thread runs fewer of them. */
  private static final int PIECES = 4;

  private Workers() {}

  /** The body of a loop, called with ranges [from, to) that together cover the whole range. */
  @FunctionalInterface
  public interface RangeBody {
    void run(int from, int to);
  }

  /**
   * Runs a body over [0, length) with one range per thread.
   *
   * @param grain the minimum length of a range; see {@link GrainSize}
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
   * Runs a body over [0, length) with several ranges per thread, for bodies that are equally fast
   * over short ranges.
   *
   * @param grain the minimum length per thread; see {@link GrainSize}
   */
  public static void parallelForPieces(int length, int grain, RangeBody body) {
    int members = members(length, grain);
    if (members < 2) {
      body.run(0, length);
    } else {
      run(body, length, Math.min(members * PIECES, length), members);
    }
  }

  /** Runs a task for each index from 0 to {@code count - 1}. */
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

  /** Parks idle threads that still spin, because other work needs the cores. */
  public static void yieldCores() {
    POOL.yieldCores();
  }
}
