package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.data.signature.InputSpec;
import dev.braid.internal.data.OccurrenceText;
import dev.braid.internal.data.arrays.ValueOccurrences;

/** Requires that ids are in the range of the embedding. */
public final class ShouldHaveIdsInRange {
  /** The rule's heading in the errors guide. */
  public static final String ID = "id-range";

  private ShouldHaveIdsInRange() {}

  /** Returns the problem of ids outside the embedding's range, or that are not integers. */
  public static Problem problem(InputSpec spec, ValueOccurrences outside, long[] shape) {
    return new Problem(
        ID,
        spec.name(),
        "whole ids from 0 to " + (spec.idLimit() - 1) + " (inputDim " + spec.idLimit() + ")",
        "does not hold for " + OccurrenceText.first(outside, shape, "id"),
        "");
  }
}
