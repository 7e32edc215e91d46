package dev.braid.metrics;

import dev.braid.config.Config;

/** The best recall where specificity reaches a goal. */
public final class SensitivityAtSpecificity extends BestAtConstraint<SensitivityAtSpecificity> {
  public SensitivityAtSpecificity(double specificity) {
    super("sensitivity_at_specificity", "specificity", specificity, Rate.SPECIFICITY, Rate.RECALL);
  }

  static SensitivityAtSpecificity read(Config config) {
    return new SensitivityAtSpecificity(config.number("specificity", 0.5)).options(config);
  }
}
