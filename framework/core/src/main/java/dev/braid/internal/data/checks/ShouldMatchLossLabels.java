package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.data.signature.OutputSpec;

/** Requires labels in the notation of the loss: one-hot rows or class indices. */
public final class ShouldMatchLossLabels {
  /** The rule's heading in the errors guide. */
  public static final String ID = "one-hot-or-index";

  private ShouldMatchLossLabels() {}

  /** Returns the problem of one-hot rows for a loss that requires class indices. */
  public static Problem oneHot(OutputSpec spec, String form) {
    return new Problem(
        ID,
        spec.name(),
        SignatureText.target(spec) + SignatureText.by(spec),
        "received one-hot rows, " + form,
        "Compile with categoricalCrossentropy(), or pass the class numbers.");
  }

  /** Returns the problem of class indices for a loss that requires one-hot rows. */
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
