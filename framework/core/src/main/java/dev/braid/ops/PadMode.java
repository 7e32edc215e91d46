package dev.braid.ops;

/** The kinds of padding. */
public enum PadMode {
  CONSTANT,
  /** Mirrors the elements without the one at the border. */
  REFLECT,
  /** Mirrors the elements with the one at the border. */
  SYMMETRIC
}
