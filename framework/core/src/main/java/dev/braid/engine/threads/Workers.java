package dev.braid.engine.threads;

import java.util.function.IntConsumer;

/** The threads that all loops and natives share, one a core, the caller's among them. */
public final class Workers {
  private static final Team TEAM = new Team(OpenMp.threads());

  /** How many threads there are. */
  public static final int COUNT = TEAM.size();

  /** Pieces for each thread where they may be small: one that comes late has less to do. */
  private static final int PIECES = 4;

  private Workers() {}

  /** Work on the elements [from, to). */
  @FunctionalInterface
  public interface Range {
    void run(int from, int to);
  }

  /**
   * Shares out [0, length) in one part a thread, of at least {@code least} elements, and waits for
   * all of them.
   */
  public static void share(int length, int least, Range work) {
    int parts = parts(length, least);
    if (parts < 2) {
      work.run(0, length);
    } else {
      run(work, length, parts, parts);
    }
  }

  /** The same in smaller pieces, for work that is as fast in pieces. */
  public static void shareFinely(int length, int least, Range work) {
    int parts = parts(length, least);
    if (parts < 2) {
      work.run(0, length);
    } else {
      run(work, length, Math.min(parts * PIECES, length), parts);
    }
  }

  /** Work on parts that were cut before: as many at once as there are threads. */
  public static void each(int parts, IntConsumer work) {
    Range range =
        (from, to) -> {
          for (int i = from; i < to; i++) {
            work.accept(i);
          }
        };
    int members = parts(parts, 1);
    if (members < 2) {
      range.run(0, parts);
    } else {
      run(range, parts, parts, members);
    }
  }

  private static int parts(int length, int least) {
    Thread thread = Thread.currentThread();
    // work that a thread of these shared out again could only wait for itself
    return TEAM.has(thread) || thread instanceof SideThread
        ? 1
        : Math.min(COUNT, length / Math.max(1, least));
  }

  private static void run(Range work, int length, int pieces, int members) {
    Job job = new Job(work, length, pieces, members);
    TEAM.run(job, members);
    job.end();
  }

  /** Lets threads that look out for work sleep at once, since others need the cores. */
  public static void rest() {
    TEAM.rest();
  }
}
