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
   * Shows notices about the targets of an output; the texts name no values, which differ from batch
   * to batch.
   */
  static void show(OutputSpec spec, ValueProfile found) {
    TargetExpectation expectation = spec.expectation();
    String name = "\"" + spec.name() + "\": ";
    if (expectation.distribution() && found.oddRow()) {
      Notices.show(
          "target-rows",
          name
              + "the targets of some rows do not sum to 1, but "
              + spec.loss()
              + " expects one class for each row. Where a sample has several labels, use SIGMOID"
              + " with binaryCrossentropy().");
    }
    if (!expectation.activation().isEmpty() && outside(expectation, found)) {
      Notices.show(
          "target-range",
          name
              + expectation.activation()
              + " gives numbers "
              + range(expectation)
              + ", but there are targets outside. Use LINEAR, or scale the targets.");
    }
    if (!expectation.accuracy().isEmpty() && !labels(spec, found)) {
      Notices.show(
          "accuracy-targets",
          name
              + expectation.accuracy()
              + " counts predictions that equal labels, but the targets are other numbers than 0"
              + " and 1. Use mae().");
    }
  }

  private static boolean outside(TargetExpectation expectation, ValueProfile found) {
    return found.low() < expectation.low() - ROUNDING * Math.max(1, Math.abs(expectation.low()))
        || found.high() > expectation.high() + ROUNDING * Math.max(1, Math.abs(expectation.high()));
  }

  private static String range(TargetExpectation expectation) {
    if (Double.isInfinite(expectation.high())) {
      return "from " + plain(expectation.low());
    }
    String to = "to " + plain(expectation.high());
    return Double.isInfinite(expectation.low())
        ? "up " + to
        : "from " + plain(expectation.low()) + " " + to;
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /** Labels of one unit are 0 and 1; those of several units may be any fractions of the classes. */
  private static boolean labels(OutputSpec spec, ValueProfile found) {
    return spec.classes() == 1 ? found.binary() : !(found.low() < 0) && !(found.high() > 1);
  }
}
