package dev.braid.metrics;

import dev.braid.config.Config;

/** The best specificity where recall reaches a goal. */
public final class SpecificityAtSensitivity extends BestAtConstraint<SpecificityAtSensitivity> {
  public SpecificityAtSensitivity(double sensitivity) {
    super("specificity_at_sensitivity", "sensitivity", sensitivity, Rate.RECALL, Rate.SPECIFICITY);
  }

  static SpecificityAtSensitivity read(Config config) {
    return new SpecificityAtSensitivity(config.number("sensitivity", 0.5)).options(config);
  }
}
