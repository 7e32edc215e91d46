package dev.braid.losses;

import dev.braid.ops.Value;

/** Converts labels of 0 and 1 to -1 and 1. */
final class SignedLabels {
  private SignedLabels() {}

  /** The labels with -1 instead of 0. */
  static Value of(Value labels) {
    return labels.subtract(labels.equalTo(0));
  }
}
