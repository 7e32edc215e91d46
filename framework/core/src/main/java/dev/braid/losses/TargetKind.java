package dev.braid.losses;

/** What a loss wants its targets to be. */
public enum TargetKind {
  /** Numbers, shaped as the prediction. */
  VALUES,
  /** Class numbers in [0, C): the prediction's shape without its last axis, or with 1 there. */
  CLASS_INDEX,
  /** Shares of each class, shaped as the prediction. */
  ONE_HOT,
  /** Numbers in [0, 1], shaped as the prediction. */
  PROBABILITY,
  /** -1 or 1 (0 is taken for -1), shaped as the prediction. */
  SIGN
}
