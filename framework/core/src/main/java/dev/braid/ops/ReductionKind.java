package dev.braid.ops;

/** Operations that reduce axes to one element each. */
public enum ReductionKind {
  SUM,
  MEAN,
  PRODUCT,
  MAX,
  MIN,
  /** Whether any element is true. */
  ANY,
  /** Whether all elements are true. */
  ALL;

  boolean isBool() {
    return this == ANY || this == ALL;
  }
}
