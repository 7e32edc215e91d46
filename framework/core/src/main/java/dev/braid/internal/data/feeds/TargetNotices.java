package dev.braid.internal.data.feeds;

import dev.braid.data.signature.OutputSlot;
import dev.braid.data.signature.TargetDoubts;
import dev.braid.internal.data.arrays.ValueProfile;
import dev.braid.notices.Notices;

/** Shows notices about targets that are legal but probably a mistake. */
final class TargetNotices {
  private static final double ROUNDING = 1e-6;

  private TargetNotices() {}

  /** Looks at the targets of an output; the texts hold no numbers of one batch among many. */
  static void show(OutputSlot slot, ValueProfile found) {
    TargetDoubts doubts = slot.doubts();
    String name = "\"" + slot.name() + "\": ";
    if (doubts.distribution() && found.oddRow()) {
      Notices.show(
          "target-rows",
          name
              + "the targets of some rows do not sum to 1, but "
              + slot.loss()
              + " expects one class for each row. Where a sample has several labels, use SIGMOID"
              + " with binaryCrossentropy().");
    }
    if (!doubts.activation().isEmpty() && outside(doubts, found)) {
      Notices.show(
          "target-range",
          name
              + doubts.activation()
              + " gives numbers "
              + range(doubts)
              + ", but there are targets outside. Use LINEAR, or scale the targets.");
    }
    if (!doubts.accuracy().isEmpty() && !labels(slot, found)) {
      Notices.show(
          "accuracy-targets",
          name
              + doubts.accuracy()
              + " counts predictions that equal labels, but the targets are other numbers than 0"
              + " and 1. Use mae().");
    }
  }

  private static boolean outside(TargetDoubts doubts, ValueProfile found) {
    return found.low() < doubts.low() - ROUNDING * Math.max(1, Math.abs(doubts.low()))
        || found.high() > doubts.high() + ROUNDING * Math.max(1, Math.abs(doubts.high()));
  }

  private static String range(TargetDoubts doubts) {
    if (Double.isInfinite(doubts.high())) {
      return "from " + plain(doubts.low());
    }
    String to = "to " + plain(doubts.high());
    return Double.isInfinite(doubts.low()) ? "up " + to : "from " + plain(doubts.low()) + " " + to;
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /** Labels of one unit are 0 and 1; those of several units may be any shares of the classes. */
  private static boolean labels(OutputSlot slot, ValueProfile found) {
    return slot.classes() == 1 ? found.binary() : !(found.low() < 0) && !(found.high() > 1);
  }
}
