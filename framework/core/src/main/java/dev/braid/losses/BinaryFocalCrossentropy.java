package dev.braid.losses;

import dev.braid.config.Config;
import dev.braid.ops.Value;

/** Binary crossentropy that gives less weight to well predicted samples. */
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

  /** Weights targets of 1 by alpha and targets of 0 by 1 - alpha. */
  public BinaryFocalCrossentropy classBalancing(double fraction) {
    return with(
        copy -> {
          copy.balanced = true;
          copy.alpha = fraction;
        });
  }

  /** Sets how fast the weight of well predicted samples decreases. */
  public BinaryFocalCrossentropy gamma(double power) {
    return with(copy -> copy.gamma = power);
  }

  @Override
  public TargetKind target() {
    return TargetKind.PROBABILITY;
  }

  @Override
  public Value values(Value target, Value prediction) {
    Value smoothed = BinaryCrossentropy.smooth(target, smoothing());
    Value other = smoothed.subtractFrom(1);
    Value probability = takesLogits() ? prediction.sigmoid() : prediction;
    Value targetProbability =
        smoothed.multiply(probability).add(other.multiply(probability.subtractFrom(1)));
    Value loss =
        targetProbability
            .subtractFrom(1)
            .pow(gamma)
            .multiply(BinaryCrossentropy.crossentropy(smoothed, probability));
    if (balanced) {
      loss = smoothed.multiply(alpha).add(other.multiply(1 - alpha)).multiply(loss);
    }
    return loss.mean(false, axis());
  }

  @Override
  protected void describe(Config config) {
    super.describe(config);
    config.put("apply_class_balancing", balanced).put("alpha", alpha).put("gamma", gamma);
  }
}
