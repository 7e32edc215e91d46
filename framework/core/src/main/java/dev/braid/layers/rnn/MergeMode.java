package dev.braid.layers.rnn;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The way in which the outputs of two directions are merged. */
public enum MergeMode {
  CONCAT,
  SUM,
  MUL,
  AVE,
  /** Both are kept separate. */
  NONE;

  /** Keras' spelling; null for none. */
  public @Nullable String keras() {
    return this == NONE ? null : name().toLowerCase(Locale.ROOT);
  }
}
