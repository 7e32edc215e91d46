package dev.braid.losses;

import dev.braid.config.Config;
import dev.braid.data.TargetKind;
import dev.braid.ops.Value;

/** Categorical crossentropy in which what is already predicted well counts less. */
public final class CategoricalFocalCrossentropy
    extends SmoothedCrossentropy<CategoricalFocalCrossentropy> {
  private double alpha = 0.25;
  private double gamma = 2;

  public CategoricalFocalCrossentropy() {
    super("categorical_focal_crossentropy");
  }

  static CategoricalFocalCrossentropy read(Config config) {
    return new CategoricalFocalCrossentropy()
        .smoothOptions(config)
        .alpha(config.number("alpha", 0.25))
        .gamma(config.number("gamma", 2));
  }

  /** A factor of the whole. */
  public CategoricalFocalCrossentropy alpha(double factor) {
    return with(copy -> copy.alpha = factor);
  }

  /** How fast well predicted samples lose weight. */
  public CategoricalFocalCrossentropy gamma(double power) {
    return with(copy -> copy.gamma = power);
  }

  @Override
  public TargetKind target() {
    return TargetKind.ONE_HOT;
  }

  @Override
  public Value values(Value target, Value prediction) {
    Value wanted = CategoricalCrossentropy.smooth(target, smoothing());
    Value chance = chances(prediction);
    Value weight = chance.subtractFrom(1).pow(gamma).multiply(alpha);
    return weight.multiply(wanted).multiply(chance.log()).sum(false, axis()).negate();
  }

  @Override
  protected void describe(Config config) {
    super.describe(config);
    config.put("alpha", alpha).put("gamma", gamma);
  }
}
