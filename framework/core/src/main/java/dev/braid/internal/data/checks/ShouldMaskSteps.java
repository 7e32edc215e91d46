package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.internal.data.arrays.ArrayDescription;

/** A mask has one value for each step, or for each sample where samples have no steps. */
public final class ShouldMaskSteps {
  /** The rule's heading in the errors guide. */
  public static final String ID = "mask-shape";

  private ShouldMaskSteps() {}

  /**
   * A mask of another shape.
   *
   * @param steps the sizes before the last of an output, or the steps of an input
   */
  public static Problem output(String name, long[] steps, String form) {
    String longer = steps.length == 0 ? "" : " or " + ArrayDescription.shape(steps);
    return new Problem(ID, name, "a mask (?,)" + longer, "received " + form, "");
  }

  /** A mask of an input that has other steps. */
  public static Problem input(String name, long steps, String form) {
    return new Problem(ID, name, "a mask " + ArrayDescription.shape(steps), "received " + form, "");
  }

  /** A mask of an input that has no steps. */
  public static Problem noSteps(String name, String form) {
    return new Problem(ID, name, "no mask, as a sample has no steps", "received " + form, "");
  }
}
