package dev.braid.ops;

/** What padding consists of. */
public enum PadMode {
  CONSTANT,
  /** Mirrors the elements without the one at the border. */
  REFLECT,
  /** Mirrors the elements with the one at the border. */
  SYMMETRIC
}
