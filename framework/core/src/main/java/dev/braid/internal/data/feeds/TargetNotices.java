package dev.braid.internal.data.feeds;

import dev.braid.data.signature.OutputSpec;
import dev.braid.data.signature.TargetExpectation;
import dev.braid.internal.data.arrays.ValueProfile;
import dev.braid.notices.Notices;

/** Shows notices about targets that are legal but probably a mistake. */
final class TargetNotices {
  private static final double ROUNDING = 1e-6;

  private TargetNotices() {}

  /**
   * Shows notices about the targets of an output; the texts contain no values, since these differ
   * from batch to batch.
   */
  static void show(OutputSpec spec, ValueProfile profile) {
    TargetExpectation expectation = spec.expectation();
    String name = "\"" + spec.name() + "\": ";
    if (expectation.distribution() && profile.oddRow()) {
      Notices.show(
          "target-rows",
          name
              + "the targets of some rows do not sum to 1, but "
              + spec.loss()
              + " expects one class for each row. Where a sample has several labels, use SIGMOID"
              + " with binaryCrossentropy().");
    }
    if (!expectation.activation().isEmpty() && isOutside(expectation, profile)) {
      Notices.show(
          "target-range",
          name
              + expectation.activation()
              + " gives numbers "
              + range(expectation)
              + ", but there are targets outside. Use LINEAR, or scale the targets.");
    }
    if (!expectation.accuracy().isEmpty() && !areLabels(spec, profile)) {
      Notices.show(
          "accuracy-targets",
          name
              + expectation.accuracy()
              + " counts predictions that equal labels, but the targets are other numbers than 0"
              + " and 1. Use mae().");
    }
  }

  private static boolean isOutside(TargetExpectation expectation, ValueProfile profile) {
    return profile.low() < expectation.low() - ROUNDING * Math.max(1, Math.abs(expectation.low()))
        || profile.high()
            > expectation.high() + ROUNDING * Math.max(1, Math.abs(expectation.high()));
  }

  private static String range(TargetExpectation expectation) {
    if (Double.isInfinite(expectation.high())) {
      return "from " + format(expectation.low());
    }
    String to = "to " + format(expectation.high());
    return Double.isInfinite(expectation.low())
        ? "up " + to
        : "from " + format(expectation.low()) + " " + to;
  }

  private static String format(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /** Returns whether targets can be labels: 0 and 1 of one unit, any fractions of several units. */
  private static boolean areLabels(OutputSpec spec, ValueProfile profile) {
    return spec.classes() == 1 ? profile.binary() : !(profile.low() < 0) && !(profile.high() > 1);
  }
}
