package dev.braid.layers.rnn;

import java.util.Locale;

/** The way in which the outputs of two directions are merged. */
public enum MergeMode {
  CONCAT,
  SUM,
  MUL,
  AVE,
  /** Both are kept separate. */
  NONE;

  /** Keras' spelling; null for none. */
  public String keras() {
    return this == NONE ? null : name().toLowerCase(Locale.ROOT);
  }
}
