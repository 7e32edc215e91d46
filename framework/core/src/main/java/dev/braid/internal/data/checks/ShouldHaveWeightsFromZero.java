package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.internal.data.OccurrenceText;
import dev.braid.internal.data.arrays.ValueOccurrences;

/** Requires that no weight is negative. */
public final class ShouldHaveWeightsFromZero {
  /** The rule's heading in the errors guide. */
  public static final String ID = "weight-value";

  private ShouldHaveWeightsFromZero() {}

  /** Returns the problem of negative sample weights. */
  public static Problem samples(String name, ValueOccurrences negative, long[] shape) {
    return new Problem(
        ID,
        name,
        "weights from 0",
        "does not hold for " + OccurrenceText.first(negative, shape, "weight"),
        "");
  }

  /** Returns the problem of a class weight that is negative or not finite. */
  public static Problem ofClass(String name, int number, double weight) {
    return new Problem(
        ID, name, "finite class weights from 0", "received " + weight + " for class " + number, "");
  }
}
