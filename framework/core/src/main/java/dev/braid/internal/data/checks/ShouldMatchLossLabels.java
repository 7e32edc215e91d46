package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.data.signature.OutputSlot;

/** Labels are written as the loss reads them: one-hot rows or class numbers. */
public final class ShouldMatchLossLabels {
  /** The rule's heading in the errors guide. */
  public static final String ID = "one-hot-or-index";

  private ShouldMatchLossLabels() {}

  /** One-hot rows for a loss that wants class numbers. */
  public static Problem oneHot(OutputSlot slot, String form) {
    return new Problem(
        ID,
        slot.name(),
        Slotted.target(slot) + Slotted.by(slot),
        "received one-hot rows, " + form,
        "Compile with categoricalCrossentropy(), or pass the class numbers.");
  }

  /** Class numbers for a loss that wants one-hot rows. */
  public static Problem classNumbers(OutputSlot slot, String form) {
    return new Problem(
        ID,
        slot.name(),
        Slotted.target(slot) + Slotted.by(slot),
        "received class numbers, " + form,
        "Compile with sparseCategoricalCrossentropy(), or pass toCategorical(labels, "
            + slot.classes()
            + ").");
  }
}
