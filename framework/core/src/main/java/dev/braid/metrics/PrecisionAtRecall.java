package dev.braid.metrics;

import dev.braid.config.Config;

/** The best precision where recall reaches a goal. */
public final class PrecisionAtRecall extends BestAtConstraint<PrecisionAtRecall> {
  public PrecisionAtRecall(double recall) {
    super("precision_at_recall", "recall", recall, Rate.RECALL, Rate.PRECISION);
  }

  static PrecisionAtRecall read(Config config) {
    return new PrecisionAtRecall(config.number("recall", 0.5)).options(config);
  }
}
