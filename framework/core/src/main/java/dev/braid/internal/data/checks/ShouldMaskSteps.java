package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.internal.data.arrays.ArrayDescription;

/** Requires one mask value per step, or per sample if samples have no steps. */
public final class ShouldMaskSteps {
  /** The rule's heading in the errors guide. */
  public static final String ID = "mask-shape";

  private ShouldMaskSteps() {}

  /**
   * Returns the problem of an output's mask with another shape.
   *
   * @param steps the sizes of the output's axes before the last
   */
  public static Problem output(String name, long[] steps, String form) {
    String longer = steps.length == 0 ? "" : " or " + ArrayDescription.shape(steps);
    return new Problem(ID, name, "a mask (?,)" + longer, "received " + form, "");
  }

  /** Returns the problem of an input's mask with another number of steps. */
  public static Problem input(String name, long steps, String form) {
    return new Problem(ID, name, "a mask " + ArrayDescription.shape(steps), "received " + form, "");
  }

  /** Returns the problem of a mask of an input without steps. */
  public static Problem noSteps(String name, String form) {
    return new Problem(ID, name, "no mask, as a sample has no steps", "received " + form, "");
  }
}
