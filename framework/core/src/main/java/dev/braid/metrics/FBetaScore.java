package dev.braid.metrics;

import dev.braid.config.Config;

/** The weighted harmonic mean of precision and recall in which recall has beta times the weight. */
public final class FBetaScore extends FScore<FBetaScore> {
  public FBetaScore(double beta) {
    super("fbeta_score", beta);
  }

  static FBetaScore read(Config config) {
    return new FBetaScore(config.number("beta", 1)).options(config);
  }
}
