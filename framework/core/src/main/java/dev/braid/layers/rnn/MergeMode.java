package dev.braid.layers.rnn;

import java.util.Locale;

/** How the outputs of two directions become one. */
public enum MergeMode {
  CONCAT,
  SUM,
  MUL,
  AVE,
  /** They stay two. */
  NONE;

  /** Keras' spelling; null for none. */
  public String keras() {
    return this == NONE ? null : name().toLowerCase(Locale.ROOT);
  }
}
