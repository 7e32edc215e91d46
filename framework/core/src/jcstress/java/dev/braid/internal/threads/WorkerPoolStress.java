package dev.braid.internal.threads;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Interleavings of threads that submit jobs to one {@link WorkerPool}. */
final class WorkerPoolStress {
  private static final int LENGTH = 4;

  private WorkerPoolStress() {}

  private static int submit(WorkerPool pool) {
    int[] values = new int[LENGTH];
    ParallelJob job =
        new ParallelJob(
            (from, to) -> {
              for (int i = from; i < to; i++) {
                values[i]++;
              }
            },
            LENGTH,
            LENGTH,
            pool.size());
    pool.run(job, pool.size());
    int sum = 0;
    for (int value : values) {
      sum += value;
    }
    return sum;
  }

  /** Two threads submit jobs at once; each returns when its own job is done, with its results. */
  @JCStressTest
  @Outcome(id = "4, 4", expect = ACCEPTABLE, desc = "Each submitter sees all results of its job.")
  @Outcome(expect = FORBIDDEN, desc = "A submitter returned before its job was done.")
  @State
  public static class SubmittersSeeTheirResults {
    private static final WorkerPool POOL = new WorkerPool(2);

    @Actor
    public void first(II_Result result) {
      result.r1 = submit(POOL);
    }

    @Actor
    public void second(II_Result result) {
      result.r2 = submit(POOL);
    }
  }

  /** A thread sends the workers to sleep while another submits a job that must be done anyway. */
  @JCStressTest
  @Outcome(id = "4, 0", expect = ACCEPTABLE, desc = "The job is done.")
  @Outcome(expect = FORBIDDEN, desc = "The submitter returned before its job was done.")
  @State
  public static class WakesSleepingWorkers {
    private static final WorkerPool POOL = new WorkerPool(2);

    @Actor
    public void submitter(II_Result result) {
      result.r1 = submit(POOL);
    }

    @Actor
    public void sleeper() {
      POOL.yieldCores();
    }
  }
}
