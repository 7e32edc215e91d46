package dev.braid.losses;

import dev.braid.config.Config;
import dev.braid.ops.Value;

/** How surprising one-hot targets are under predicted probabilities of classes. */
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
    Value wanted = smooth(target, smoothing());
    return wanted.multiply(logChances(prediction)).sum(false, axis()).negate();
  }

  static Value smooth(Value target, double smoothing) {
    return smoothing == 0
        ? target
        : target.multiply(1 - smoothing).add(smoothing / target.size(-1));
  }
}
