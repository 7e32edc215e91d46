package dev.braid.losses;

/** The kinds of targets that losses require. */
public enum TargetKind {
  /** Values in the prediction's shape. */
  VALUES,
  /** Class numbers in [0, C): the prediction's shape without its last axis, or with 1 there. */
  CLASS_INDEX,
  /** The fraction of each class, in the prediction's shape. */
  ONE_HOT,
  /** Values in [0, 1], in the prediction's shape. */
  PROBABILITY,
  /** -1 or 1 (0 means -1), in the prediction's shape. */
  SIGN,
  /** Numbers of any classes: the prediction's shape without its last axis, or with 1 there. */
  LABEL,
  /** A row of class numbers in [0, C) of any length, filled up with 0, for each sample. */
  LABEL_SEQUENCE;

  /** Whether targets are numbers of classes. */
  public boolean isClassNumber() {
    return this == CLASS_INDEX || this == LABEL || this == LABEL_SEQUENCE;
  }
}
