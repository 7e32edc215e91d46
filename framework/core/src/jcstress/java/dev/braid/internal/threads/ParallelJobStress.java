package dev.braid.internal.threads;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Interleavings of threads that take pieces of one {@link ParallelJob}. */
final class ParallelJobStress {
  private ParallelJobStress() {}

  /** Two threads that begin with different pieces take each piece once. */
  @JCStressTest
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "Each piece ran once.")
  @Outcome(expect = FORBIDDEN, desc = "A piece was left out or ran twice.")
  @State
  public static class EachPieceRunsOnce {
    private final AtomicIntegerArray runs = new AtomicIntegerArray(3);
    private final ParallelJob job =
        new ParallelJob(
            (from, to) -> {
              for (int i = from; i < to; i++) {
                runs.incrementAndGet(i);
              }
            },
            3,
            3,
            2);

    @Actor
    public void first() {
      job.run(0);
    }

    @Actor
    public void second() {
      job.run(1);
    }

    @Arbiter
    public void count(III_Result result) {
      result.r1 = runs.get(0);
      result.r2 = runs.get(1);
      result.r3 = runs.get(2);
    }
  }

  /** Whoever sees that the job is done sees the plain writes of all pieces. */
  @JCStressTest
  @Outcome(id = "-1", expect = ACCEPTABLE, desc = "The job was not done yet.")
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "All writes are visible.")
  @Outcome(expect = FORBIDDEN, desc = "The job is done, but a write is not visible.")
  @State
  public static class WritesAreVisible {
    private final int[] values = new int[2];
    private final ParallelJob job =
        new ParallelJob(
            (from, to) -> {
              for (int i = from; i < to; i++) {
                values[i] = 1;
              }
            },
            2,
            2,
            2);

    @Actor
    public void first() {
      job.run(0);
    }

    @Actor
    public void second(I_Result result) {
      job.run(1);
      result.r1 = job.isDone() ? values[0] + values[1] : -1;
    }
  }

  /** A job with a failing piece is done, and whoever waits for it sees the failure. */
  @JCStressTest
  @Outcome(id = "-1, 1", expect = ACCEPTABLE, desc = "The job was not done yet.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The failure is visible.")
  @Outcome(expect = FORBIDDEN, desc = "The failure is lost, or the other piece did not run.")
  @State
  public static class FailuresAreVisible {
    private final AtomicIntegerArray runs = new AtomicIntegerArray(2);
    private final ParallelJob job =
        new ParallelJob(
            (from, to) -> {
              runs.incrementAndGet(from);
              if (from == 0) {
                throw new IllegalStateException("planned");
              }
            },
            2,
            2,
            2);

    @Actor
    public void first() {
      job.run(0);
    }

    @Actor
    public void second(II_Result result) {
      job.run(1);
      result.r1 = -1;
      if (job.isDone()) {
        try {
          job.rethrowFailure();
          result.r1 = 0;
        } catch (IllegalStateException planned) {
          result.r1 = 1;
        }
      }
    }

    @Arbiter
    public void count(II_Result result) {
      result.r2 = runs.get(1);
    }
  }
}
