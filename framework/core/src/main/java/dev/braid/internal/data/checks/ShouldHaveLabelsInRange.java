package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.data.signature.OutputSpec;
import dev.braid.internal.data.OccurrenceText;
import dev.braid.internal.data.arrays.ValueOccurrences;
import dev.braid.losses.TargetKind;

/** Labels are in the range of the output's classes. */
public final class ShouldHaveLabelsInRange {
  /** The rule's heading in the errors guide. */
  public static final String ID = "label-range";

  private ShouldHaveLabelsInRange() {}

  /**
   * Labels outside the range, or class numbers that are not integers.
   *
   * @param zero whether any label is 0
   */
  public static Problem problem(
      OutputSpec spec, ValueOccurrences outside, long[] shape, boolean zero) {
    return new Problem(
        ID,
        spec.name(),
        wanted(spec) + SignatureText.by(spec),
        "does not hold for " + OccurrenceText.first(outside, shape, "label"),
        fix(spec, outside, zero));
  }

  /** Two classes that are written in two ways. */
  public static Problem mixedSigns(OutputSpec spec) {
    return new Problem(
        ID,
        spec.name(),
        wanted(spec) + SignatureText.by(spec),
        "received -1 and 0 in one array",
        "Write the two classes in one way.");
  }

  private static String wanted(OutputSpec spec) {
    return switch (spec.target()) {
      case CLASS_INDEX, LABEL_SEQUENCE ->
          spec.classes() < 0
              ? "whole class numbers from 0"
              : "whole class numbers from 0 to " + (spec.classes() - 1);
      case SIGN -> "-1 and 1, or 0 and 1";
      default -> "numbers from 0 to 1";
    };
  }

  private static String fix(OutputSpec spec, ValueOccurrences outside, boolean zero) {
    boolean countsFromOne =
        !zero
            && spec.target() == TargetKind.CLASS_INDEX
            && outside.value().longValue() == spec.classes()
            && outside.value().doubleValue() == spec.classes();
    if (countsFromOne) {
      return "Class numbers count from 0, not from 1.";
    }
    double value = outside.value().doubleValue();
    boolean twoClasses = spec.target() == TargetKind.PROBABILITY && value == Math.rint(value);
    return twoClasses ? "Write the two classes as 0 and 1." : "";
  }
}
