package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.data.signature.OutputSpec;

/** Labels are written as the loss requires: one-hot rows or class numbers. */
public final class ShouldMatchLossLabels {
  /** The rule's heading in the errors guide. */
  public static final String ID = "one-hot-or-index";

  private ShouldMatchLossLabels() {}

  /** One-hot rows for a loss that requires class numbers. */
  public static Problem oneHot(OutputSpec spec, String form) {
    return new Problem(
        ID,
        spec.name(),
        SignatureText.target(spec) + SignatureText.by(spec),
        "received one-hot rows, " + form,
        "Compile with categoricalCrossentropy(), or pass the class numbers.");
  }

  /** Class numbers for a loss that requires one-hot rows. */
  public static Problem classNumbers(OutputSpec spec, String form) {
    return new Problem(
        ID,
        spec.name(),
        SignatureText.target(spec) + SignatureText.by(spec),
        "received class numbers, " + form,
        "Compile with sparseCategoricalCrossentropy(), or pass toCategorical(labels, "
            + spec.classes()
            + ").");
  }
}
