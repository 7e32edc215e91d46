package dev.braid.losses;

import dev.braid.ops.Value;

/** Turns labels of 0 and 1 into -1 and 1. */
final class Signs {
  private Signs() {}

  /** The labels with -1 for each 0. */
  static Value of(Value labels) {
    return labels.subtract(labels.equalTo(0));
  }
}
