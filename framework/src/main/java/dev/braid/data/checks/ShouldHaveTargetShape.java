package dev.braid.data.checks;

import dev.braid.Problem;
import dev.braid.data.OutputSlot;

/** A target has the shape that its output's loss wants; nothing is broadcast. */
public final class ShouldHaveTargetShape {
  /** The rule's heading in the errors guide. */
  public static final String ID = "target-shape";

  private ShouldHaveTargetShape() {}

  /** Another rank or another size. */
  public static Problem problem(OutputSlot slot, String form) {
    return new Problem(
        ID, slot.name(), Slotted.target(slot) + Slotted.by(slot), "received " + form, "");
  }
}
