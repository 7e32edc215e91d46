package dev.braid.metrics;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The averaging of the scores of classes. */
public enum ScoreAverage {
  /** They are kept separate; the logs show their mean. */
  NONE,
  /** The score of the summed counts of all classes. */
  MICRO,
  /** The mean of the classes' scores. */
  MACRO,
  /** The mean of the classes' scores, weighted by their frequency. */
  WEIGHTED;

  /** Keras' spelling, with null for none. */
  @Nullable String keras() {
    return this == NONE ? null : name().toLowerCase(Locale.ROOT);
  }

  static ScoreAverage read(@Nullable String written) {
    return written == null ? NONE : valueOf(written.toUpperCase(Locale.ROOT));
  }
}
