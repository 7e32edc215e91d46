package dev.braid.metrics;

import dev.braid.config.Config;

/** The mean of precision and recall in which recall counts beta times as much. */
public final class FBetaScore extends FScore<FBetaScore> {
  public FBetaScore(double beta) {
    super("fbeta_score", beta);
  }

  static FBetaScore read(Config config) {
    return new FBetaScore(config.number("beta", 1)).options(config);
  }
}
