package dev.braid.metrics;

import java.util.Locale;

/** How the scores of classes become one number. */
public enum Average {
  /** They stay apart; the logs show their mean. */
  NONE,
  /** Counts of all classes are taken together. */
  MICRO,
  /** Their mean. */
  MACRO,
  /** Their mean by how often each class is there. */
  WEIGHTED;

  /** Keras' spelling, with null for none. */
  String keras() {
    return this == NONE ? null : name().toLowerCase(Locale.ROOT);
  }

  static Average read(String written) {
    return written == null ? NONE : valueOf(written.toUpperCase(Locale.ROOT));
  }
}
