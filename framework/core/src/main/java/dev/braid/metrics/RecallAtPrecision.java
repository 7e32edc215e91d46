package dev.braid.metrics;

import dev.braid.config.Config;

/** The best recall where precision reaches a goal. */
public final class RecallAtPrecision extends BestAtConstraint<RecallAtPrecision> {
  public RecallAtPrecision(double precision) {
    super("recall_at_precision", "precision", precision, Rate.PRECISION, Rate.RECALL);
  }

  static RecallAtPrecision read(Config config) {
    return new RecallAtPrecision(config.number("precision", 0.5)).options(config);
  }
}
