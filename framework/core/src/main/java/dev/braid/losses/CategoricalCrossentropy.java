package dev.braid.losses;

import dev.braid.config.Config;
import dev.braid.ops.Value;

/** The crossentropy of one-hot targets and predicted class probabilities. */
public final class CategoricalCrossentropy extends SmoothedCrossentropy<CategoricalCrossentropy> {
  public CategoricalCrossentropy() {
    super("categorical_crossentropy");
  }

  static CategoricalCrossentropy read(Config config) {
    return new CategoricalCrossentropy().smoothOptions(config);
  }

  @Override
  public TargetKind target() {
    return TargetKind.ONE_HOT;
  }

  @Override
  public Value values(Value target, Value prediction) {
    Value smoothed = smooth(target, smoothing());
    return smoothed.multiply(logProbabilities(prediction)).sum(false, axis()).negate();
  }

  static Value smooth(Value target, double smoothing) {
    return smoothing == 0
        ? target
        : target.multiply(1 - smoothing).add(smoothing / target.size(-1));
  }
}
