package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.data.signature.InputSlot;
import dev.braid.internal.data.Found;
import dev.braid.internal.data.arrays.ValueOccurrences;

/** Ids are among those that the embedding knows. */
public final class ShouldHaveIdsInRange {
  /** The rule's heading in the errors guide. */
  public static final String ID = "id-range";

  private ShouldHaveIdsInRange() {}

  /** Ids below 0, at or above the embedding's size, or not whole. */
  public static Problem problem(InputSlot slot, ValueOccurrences outside, long[] shape) {
    return new Problem(
        ID,
        slot.name(),
        "whole ids from 0 to " + (slot.idLimit() - 1) + " (inputDim " + slot.idLimit() + ")",
        "does not hold for " + Found.first(outside, shape, "id"),
        "");
  }
}
