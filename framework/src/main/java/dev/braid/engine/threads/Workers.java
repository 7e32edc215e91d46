package dev.braid.engine.threads;

/**
 * The threads that all of Braid's own loops share, one a core, the caller's among them: OpenMP's
 * where oneDNN runs in those, else Java's.
 */
public final class Workers {
  private static final Team TEAM = OpenMp.team().orElseGet(Workers::own);

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

  private static Team own() {
    return new OwnTeam(Math.max(1, Runtime.getRuntime().availableProcessors()));
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
      run(new Job(work, length, parts), parts);
    }
  }

  /** The same in smaller pieces, for work that is as fast in pieces. */
  public static void shareFinely(int length, int least, Range work) {
    int parts = parts(length, least);
    if (parts < 2) {
      work.run(0, length);
    } else {
      run(new Job(work, length, Math.min(parts * PIECES, length)), parts);
    }
  }

  private static int parts(int length, int least) {
    Thread thread = Thread.currentThread();
    // work that a thread of these shared out again could only wait for itself
    return TEAM.has(thread) || thread instanceof SideThread
        ? 1
        : Math.min(COUNT, length / Math.max(1, least));
  }

  private static void run(Job job, int parts) {
    TEAM.run(job, parts);
    job.end();
  }

  /** Lets threads that look out for work sleep at once, since others need the cores. */
  public static void rest() {
    TEAM.rest();
  }
}
