package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.data.signature.OutputSlot;
import dev.braid.internal.data.Found;
import dev.braid.internal.data.arrays.ValueOccurrences;
import dev.braid.losses.TargetKind;

/** Labels are among the classes that the output knows. */
public final class ShouldHaveLabelsInRange {
  /** The rule's heading in the errors guide. */
  public static final String ID = "label-range";

  private ShouldHaveLabelsInRange() {}

  /**
   * Labels outside the range, or class numbers that are not whole.
   *
   * @param zero whether any label is 0
   */
  public static Problem problem(
      OutputSlot slot, ValueOccurrences outside, long[] shape, boolean zero) {
    return new Problem(
        ID,
        slot.name(),
        wanted(slot) + Slotted.by(slot),
        "does not hold for " + Found.first(outside, shape, "label"),
        fix(slot, outside, zero));
  }

  /** Two classes written in two ways at once. */
  public static Problem mixedSigns(OutputSlot slot) {
    return new Problem(
        ID,
        slot.name(),
        wanted(slot) + Slotted.by(slot),
        "received -1 and 0 in one array",
        "Write the two classes in one way.");
  }

  private static String wanted(OutputSlot slot) {
    return switch (slot.target()) {
      case CLASS_INDEX ->
          slot.classes() < 0
              ? "whole class numbers from 0"
              : "whole class numbers from 0 to " + (slot.classes() - 1);
      case SIGN -> "-1 and 1, or 0 and 1";
      default -> "numbers from 0 to 1";
    };
  }

  private static String fix(OutputSlot slot, ValueOccurrences outside, boolean zero) {
    boolean countsFromOne =
        !zero
            && slot.target() == TargetKind.CLASS_INDEX
            && outside.value().longValue() == slot.classes()
            && outside.value().doubleValue() == slot.classes();
    if (countsFromOne) {
      return "Class numbers count from 0, not from 1.";
    }
    double value = outside.value().doubleValue();
    boolean twoClasses = slot.target() == TargetKind.PROBABILITY && value == Math.rint(value);
    return twoClasses ? "Write the two classes as 0 and 1." : "";
  }
}
