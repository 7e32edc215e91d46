package dev.braid.losses;

import dev.braid.config.Config;
import dev.braid.ops.Value;

/** The crossentropy of binary targets and predicted probabilities. */
public final class BinaryCrossentropy extends SmoothedCrossentropy<BinaryCrossentropy> {
  public BinaryCrossentropy() {
    super("binary_crossentropy");
  }

  static BinaryCrossentropy read(Config config) {
    return new BinaryCrossentropy().smoothOptions(config);
  }

  @Override
  public TargetKind target() {
    return TargetKind.PROBABILITY;
  }

  @Override
  public Value values(Value target, Value prediction) {
    Value smoothed = smooth(target, smoothing());
    if (takesLogits()) {
      Value positive = smoothed.multiply(prediction.negate().softplus());
      return positive
          .add(smoothed.subtractFrom(1).multiply(prediction.softplus()))
          .mean(false, axis());
    }
    return crossentropy(smoothed, prediction).mean(false, axis());
  }

  static Value smooth(Value target, double smoothing) {
    return smoothing == 0 ? target : target.multiply(1 - smoothing).add(smoothing / 2);
  }

  static Value crossentropy(Value smoothed, Value predicted) {
    Value probability = predicted.clip(EPSILON, 1 - EPSILON);
    Value positive = smoothed.multiply(probability.log());
    Value negative = smoothed.subtractFrom(1).multiply(probability.subtractFrom(1).log());
    return positive.add(negative).negate();
  }
}
