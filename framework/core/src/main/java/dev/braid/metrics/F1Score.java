package dev.braid.metrics;

import dev.braid.config.Config;

/** The harmonic mean of precision and recall. */
public final class F1Score extends FScore<F1Score> {
  public F1Score() {
    super("f1_score", 1);
  }

  static F1Score read(Config config) {
    return new F1Score().options(config);
  }
}
