package dev.braid.losses;

import dev.braid.config.Config;
import dev.braid.ops.Value;

/** Binary crossentropy in which what is already predicted well counts less. */
public final class BinaryFocalCrossentropy extends SmoothedCrossentropy<BinaryFocalCrossentropy> {
  private boolean balanced;
  private double alpha = 0.25;
  private double gamma = 2;

  public BinaryFocalCrossentropy() {
    super("binary_focal_crossentropy");
  }

  static BinaryFocalCrossentropy read(Config config) {
    return new BinaryFocalCrossentropy()
        .smoothOptions(config)
        .with(
            loss -> {
              loss.balanced = config.flag("apply_class_balancing", false);
              loss.alpha = config.number("alpha", 0.25);
              loss.gamma = config.number("gamma", 2);
            });
  }

  /** Weighs targets of 1 by alpha and targets of 0 by the rest. */
  public BinaryFocalCrossentropy classBalancing(double share) {
    return with(
        copy -> {
          copy.balanced = true;
          copy.alpha = share;
        });
  }

  /** How fast well predicted samples lose weight. */
  public BinaryFocalCrossentropy gamma(double power) {
    return with(copy -> copy.gamma = power);
  }

  @Override
  public TargetKind target() {
    return TargetKind.PROBABILITY;
  }

  @Override
  public Value values(Value target, Value prediction) {
    Value wanted = BinaryCrossentropy.smooth(target, smoothing());
    Value other = wanted.subtractFrom(1);
    Value chance = takesLogits() ? prediction.sigmoid() : prediction;
    Value hit = wanted.multiply(chance).add(other.multiply(chance.subtractFrom(1)));
    Value loss =
        hit.subtractFrom(1).pow(gamma).multiply(BinaryCrossentropy.surprise(wanted, chance));
    if (balanced) {
      loss = wanted.multiply(alpha).add(other.multiply(1 - alpha)).multiply(loss);
    }
    return loss.mean(false, axis());
  }

  @Override
  protected void describe(Config config) {
    super.describe(config);
    config.put("apply_class_balancing", balanced).put("alpha", alpha).put("gamma", gamma);
  }
}
