package dev.braid.internal.data.checks;

import dev.braid.Problem;

/** Requires that data has enough batches for an epoch. */
public final class ShouldHaveEnoughBatches {
  /** The rule's heading in the errors guide. */
  public static final String ID = "exhausted";

  private ShouldHaveEnoughBatches() {}

  /**
   * Returns the problem of data with too few batches.
   *
   * @param option the option that requires them, such as {@code stepsPerEpoch}
   */
  public static Problem problem(String option, int seen, int required) {
    return new Problem(ID, option, required + " batches", "the data ended after " + seen, "");
  }

  /** Returns the problem of a second epoch of an iterator that cannot restart. */
  public static Problem onceOnly(int epoch) {
    return Problem.of(
            ID, "", "the iterator has ended and cannot start again for epoch " + (epoch + 1))
        .fix("Pass an Iterable<Batch> or a BatchSource, or set stepsPerEpoch(n).");
  }
}
